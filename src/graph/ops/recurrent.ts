import { freshDim } from '../dim';
import type { Dim } from '../types';
import { differ, rankIn, refuse } from './check';
import type { OpSchema } from './schema';
import { attrInt, attrString, out, shape, tensor } from './support';
import { versioned } from './versioned';
import { contraction, length, product } from './work';

/**
 * A recurrent layer with `gates` gates. `x` [seq, batch, in], weights [dirs, gates·hidden, in] and
 * [dirs, gates·hidden, hidden] → Y [seq, dirs, batch, hidden], then `states` times [dirs, batch, hidden].
 * With `layout` 1 the batch comes first: [batch, seq, dirs, hidden] and [batch, dirs, hidden].
 */
const inferRecurrent =
  (gates: number, states: number): OpSchema['infer'] =>
  (context) => {
    const { node } = context;
    const x = tensor(context.inputs[0]);
    const w = shape(context.inputs[1]);
    const r = shape(context.inputs[2]);
    rankIn(x?.shape ?? null, 'the input', 3);
    rankIn(w, 'the weights', 3);
    rankIn(r, 'the recurrent weights', 3);
    const dirs = attrString(node, 'direction', 'forward') === 'bidirectional' ? 2 : 1;
    const declared = attrInt(node, 'hidden_size', 0);
    const hidden: Dim = r?.[2] ?? (declared > 0 ? declared : freshDim());
    if (w !== null && differ(w[0], dirs))
      refuse(`weights for ${w[0]} directions, the attribute says ${dirs}`);
    if (x?.shape && w !== null && differ(x.shape[2], w[2]))
      refuse(`the input has ${x.shape[2]} features, the weights take ${w[2]}`);
    if (w !== null && typeof hidden === 'number' && differ(w[1], gates * hidden))
      refuse(`weights of ${w[1]} rows for ${gates} gates of ${hidden}`);
    const type = x?.dtype ?? tensor(context.inputs[1])?.dtype;
    if (type === undefined) return [];
    const [a = freshDim(), b = freshDim()] = x?.shape ?? [];
    const batchFirst = attrInt(node, 'layout', 0) === 1;
    const state = out(type, batchFirst ? [a, dirs, hidden] : [dirs, b, hidden]);
    const y = out(type, batchFirst ? [a, b, dirs, hidden] : [a, dirs, b, hidden]);
    return [y, ...new Array(states).fill(state)];
  };

/** Every step multiplies input and state with each gate's weights; a gate's activation counts as ten operations. */
const recurrentCost =
  (gates: number): OpSchema['cost'] =>
  ({ inputs }) => {
    const steps = product(length(inputs[0], 0), length(inputs[0], 1));
    const rows = product(length(inputs[1], 0), length(inputs[1], 1));
    const [features, hidden] = [length(inputs[0], 2), length(inputs[2], 2)];
    if (steps === null || rows === null || features === null || hidden === null) return null;
    return contraction(steps * rows * (features + hidden), steps * (rows / gates) * (12 * gates + 4));
  };

const common =
  'activation_alpha:floats activation_beta:floats clip:float direction:string=forward hidden_size:int';
const old = 'output_sequence:int=0';

/** `since`: the versions, with what they have beyond the common attributes. */
const family = (
  op: string,
  [gates, states, inputs]: readonly [number, number, number],
  since: readonly (readonly [number, string])[],
): readonly OpSchema[] =>
  versioned(
    {
      op,
      inputs: [3, inputs],
      outputs: [0, 1 + states],
      infer: inferRecurrent(gates, states),
      cost: recurrentCost(gates),
    },
    since.map(([version, attrs]) => [version, `${common} ${attrs}`]),
  );

const tanh = 'activations:strings=Tanh,Tanh';
const reset = 'activations:strings linear_before_reset:int=0';
const forget = 'activations:strings input_forget:int=0';

export const recurrentSchemas: readonly OpSchema[] = [
  ...family(
    'RNN',
    [1, 1, 6],
    [
      [1, `${tanh} ${old}`],
      [7, tanh],
      [14, `${tanh} layout:int=0`],
      [22, `${tanh} layout:int=0`],
    ],
  ),
  ...family(
    'GRU',
    [3, 1, 6],
    [
      [1, `activations:strings ${old}`],
      [3, `${reset} ${old}`],
      [7, reset],
      [14, `${reset} layout:int=0`],
      [22, `${reset} layout:int=0`],
    ],
  ),
  ...family(
    'LSTM',
    [4, 2, 8],
    [
      [1, `${forget} ${old}`],
      [7, forget],
      [14, `${forget} layout:int=0`],
      [22, `${forget} layout:int=0`],
    ],
  ),
];
