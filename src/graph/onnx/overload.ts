import type { Node } from '../types';
import { origin } from './extra';

/** Which of several functions of one name a node calls (NodeProto.overload); '' mostly. */
export const overloadOf = (node: Node): string => origin(node.extra, 'node')?.proto.overload ?? '';
