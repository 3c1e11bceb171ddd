import { like, rankIn } from './check';
import type { InferContext, InferredOutput, OpSchema } from './schema';
import { attrString, out, tensor } from './support';
import { versioned } from './versioned';
import { perInput } from './work';

/** `scores` [n, c, d1…], `labels` [n, d1…] → labels' shape, or a scalar when `reduction` is not `none`. */
function lossOf(context: InferContext): InferredOutput | null {
  const scores = tensor(context.inputs[0]);
  const labels = tensor(context.inputs[1]);
  rankIn(scores?.shape ?? null, 'the scores', 2, Number.POSITIVE_INFINITY);
  if (scores?.shape && labels?.shape) rankIn(labels.shape, 'the labels', scores.shape.length - 1);
  if (scores === null) return null;
  if (attrString(context.node, 'reduction', 'mean') !== 'none') return out(scores.dtype, []);
  return out(scores.dtype, labels?.shape ?? scores.shape?.filter((_, i) => i !== 1) ?? null);
}

/** The loss, and the logarithms of the probabilities in the scores' type. */
export const inferLoss: OpSchema['infer'] = (context) => [lossOf(context), like(tensor(context.inputs[0]))];

const attrs = 'ignore_index:int reduction:string=mean';

export const lossSchemas: readonly OpSchema[] = [
  ...versioned(
    {
      op: 'NegativeLogLikelihoodLoss',
      inputs: [2, 3],
      infer: (context) => [lossOf(context)],
      cost: perInput(2, 1),
    },
    [
      [12, attrs],
      [13, attrs],
      [22, attrs],
    ],
  ),
  ...versioned(
    {
      op: 'SoftmaxCrossEntropyLoss',
      inputs: [2, 3],
      outputs: [1, 2],
      infer: inferLoss,
      cost: perInput(15),
    },
    [
      [12, attrs],
      [13, attrs],
    ],
  ),
];
