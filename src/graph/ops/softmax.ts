import { like } from './check';
import type { OpSchema } from './schema';
import { attrInt, normalAxis, tensor } from './support';
import { versioned } from './versioned';
import { perInput } from './work';

/**
 * The input's type again. Before version 13 the tensor is flattened to two axes at `axis` (default 1), so one past
 * the end is allowed; from then on `axis` (default -1) is the one that is normalized.
 */
const inferSoftmax: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  const flattens = context.version < 13;
  const rank = x?.shape?.length;
  const axis = attrInt(context.node, 'axis', flattens ? 1 : -1);
  if (rank !== undefined && !(flattens && axis === rank) && !(rank === 0 && axis >= -1 && axis <= 0))
    normalAxis(axis, rank);
  return [like(x)];
};

const family = (op: string, factor: number): readonly OpSchema[] =>
  versioned({ op, inputs: 1, infer: inferSoftmax, cost: perInput(factor) }, [
    [1, 'axis:int=1'],
    [11, 'axis:int=1'],
    [13, 'axis:int=-1'],
  ]);

/** An exponential counts as ten operations, a logarithm per row is left out. */
export const softmaxSchemas: readonly OpSchema[] = [
  ...family('Softmax', 14),
  ...family('LogSoftmax', 14),
  ...family('Hardmax', 2),
];
