import type { Constant } from '../constant';
import type { Attrs } from '../types';
import { hashAttrs } from './attrs';
import { hashConstant } from './constant';
import { attrHooks } from './values';

const equal = (x: Int32Array, y: Int32Array): boolean => x.every((word, lane) => word === y[lane]);

/** Whether two constants are the same but for their names, as far as `identity` hashes tell. */
export const sameConstant = (x: Constant | null, y: Constant | null): boolean =>
  x === y || (x !== null && y !== null && equal(hashConstant(x, 'identity'), hashConstant(y, 'identity')));

/** Whether two sets of attributes are the same, as far as `identity` hashes tell. */
export const sameAttrs = (x: Attrs, y: Attrs): boolean =>
  x === y || equal(hashAttrs(x, 'identity', attrHooks), hashAttrs(y, 'identity', attrHooks));
