import { like } from './check';
import { perOutputElement } from './define';
import { inferLoss } from './loss';
import { contrib } from './microsoftFused';
import { inferLike } from './normalization';
import type { OpSchema } from './schema';
import { out, tensor } from './support';
import { perInput } from './work';

/** The gradient of the loss [] and the probabilities [n, c, …] → the probabilities' type. */
const inferLossGrad: OpSchema['infer'] = (context) => [like(tensor(context.inputs[1]))];

/** An accumulator in place: whether it was updated, and the sum. */
const inferAccumulator: OpSchema['infer'] = (context) => [out('bool', [1]), like(tensor(context.inputs[0]))];

/** Operators of ORT's training graphs, as its tests hold them. */
export const microsoftTrainingSchemas: readonly OpSchema[] = [
  ...['GeluGrad', 'FastGeluGrad'].flatMap((op) =>
    contrib({ op, inputs: 2, infer: inferLike, cost: perOutputElement(25) }),
  ),
  ...contrib({ op: 'ReluGrad', inputs: 2, infer: inferLike, cost: perOutputElement(1) }),
  ...contrib(
    {
      op: 'SoftmaxCrossEntropyLossInternal',
      inputs: [2, 4],
      outputs: [1, 2],
      infer: inferLoss,
      cost: perInput(15),
    },
    'ignore_index:int output_type:int reduction:string=mean',
  ),
  ...['SoftmaxCrossEntropyLossGrad', 'SoftmaxCrossEntropyLossInternalGrad'].flatMap((op) =>
    contrib(
      { op, inputs: [3, 6], infer: inferLossGrad, cost: perOutputElement(3) },
      'ignore_index:int output_type:int reduction:string=mean',
    ),
  ),
  ...contrib({
    op: 'InPlaceAccumulatorV2',
    inputs: [2, 3],
    outputs: [1, 2],
    infer: inferAccumulator,
    cost: perInput(1),
  }),
];
