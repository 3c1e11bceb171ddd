import { dimSub } from '../dim';
import { refuse } from './check';
import { perOutputElement } from './define';
import { inferLike } from './normalization';
import type { OpSchema } from './schema';
import { attrInts, out, tensor } from './support';
import { versioned } from './versioned';

/** `x` [n, c, h, w] without a border (left, top, right, bottom), or `scale` (height, width) from its corner on. */
const inferCrop: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null];
  if (x.shape === null) return [out(x.dtype, null)];
  const [n, c, h, w, ...more] = x.shape;
  if (n === undefined || c === undefined || h === undefined || w === undefined || more.length > 0)
    refuse('the input must have four axes');
  const [left = 0, top = 0, right = 0, bottom = 0] = attrInts(context.node, 'border') ?? [];
  const [height = 0, width = 0] = attrInts(context.node, 'scale') ?? [];
  if (height > 0 && width > 0) return [out(x.dtype, [n, c, height, width])];
  return [out(x.dtype, [n, c, dimSub(h, top + bottom), dimSub(w, left + right)])];
};

/** Operators that ONNX dropped before it was stable, as old converters still write them; ORT runs them. */
export const experimentalSchemas: readonly OpSchema[] = [
  ...versioned({ op: 'Affine', inputs: 1, infer: inferLike, cost: perOutputElement(2) }, [
    [1, 'alpha:float=1 beta:float=0'],
  ]),
  ...versioned({ op: 'ImageScaler', inputs: 1, infer: inferLike, cost: perOutputElement(2) }, [
    [1, 'bias:floats scale:float=1'],
  ]),
  ...versioned({ op: 'ScaledTanh', inputs: 1, infer: inferLike, cost: perOutputElement(12) }, [
    [1, 'alpha:float beta:float'],
  ]),
  ...versioned({ op: 'ParametricSoftplus', inputs: 1, infer: inferLike, cost: perOutputElement(22) }, [
    [1, 'alpha:float beta:float'],
  ]),
  ...versioned({ op: 'Crop', inputs: 1, infer: inferCrop }, [[1, 'border:ints scale:ints']]),
];
