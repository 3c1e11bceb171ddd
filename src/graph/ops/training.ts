import { like } from './check';
import { bad } from './define';
import type { OpSchema } from './schema';
import { tensor } from './support';
import { versioned } from './versioned';
import { perInput } from './work';

const domain = 'ai.onnx.preview.training';
const any = Number.POSITIVE_INFINITY;

/**
 * A step of an optimizer: learning rate, step count, then `groups` groups of equally many tensors, the second of which
 * are the gradients; the others come back updated.
 */
const inferStep =
  (groups: number): OpSchema['infer'] =>
  ({ inputs }) => {
    const each = (inputs.length - 2) / groups;
    if (!Number.isInteger(each)) throw bad(`${inputs.length - 2} tensors do not form ${groups} equal groups`);
    const updated = inputs.slice(2).filter((_, i) => Math.floor(i / each) !== 1);
    return updated.map((value) => like(tensor(value)));
  };

/** ∂y/∂x for every x named in `xs`: the types of the first inputs. */
const inferGradient: OpSchema['infer'] = ({ node, inputs }) =>
  node.outputs.map((_, i) => like(tensor(inputs[i])));

const step = (op: string, groups: number, flops: number, attrs: string): readonly OpSchema[] =>
  versioned(
    { domain, op, inputs: [3, any], outputs: [1, any], infer: inferStep(groups), cost: perInput(flops, 2) },
    [[1, attrs]],
  );

export const trainingSchemas: readonly OpSchema[] = [
  ...step('Adagrad', 3, 6, 'decay_factor:float=0 epsilon:float=1e-6 norm_coefficient:float=0'),
  ...step(
    'Adam',
    4,
    12,
    'alpha:float=0.9 beta:float=0.999 epsilon:float=1e-6 norm_coefficient:float=0 norm_coefficient_post:float=0',
  ),
  ...step('Momentum', 3, 5, 'alpha:float beta:float mode:string norm_coefficient:float'),
  ...versioned(
    {
      domain,
      op: 'Gradient',
      inputs: [1, any],
      outputs: [1, any],
      infer: inferGradient,
      // Whatever lies between y and the xs is computed anew, backwards.
      cost: () => null,
    },
    [[1, 'xs:strings y:string zs:strings']],
  ),
];
