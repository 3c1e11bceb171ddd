import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';

/** Behind what is dropped stands a Relu, so that the dropped node names no output. */
const kept = (d: Draft, value: ValueId) => d.out(d.op('Relu', [value]));

const shapes = 'It holds element by element, so any shape stands for all; ranks 1 to 3 are drawn.';

const zeroOr = (d: Draft, shape: readonly number[], value: number) => d.k(d.narrower(shape), value);

/** Rules that drop operators which do nothing. */
export const cleanupCases: Cases = {
  'eliminate-identity': {
    why: shapes,
    classes: { identity: (d) => kept(d, d.op('Identity', [d.x(d.shape(d.size(1, 3)))])) },
  },
  'eliminate-dead-node': {
    why: 'The outputs do not depend on the node, whatever it is; one chain of two is drawn.',
    classes: {
      chain: (d) => {
        const x = d.x(d.shape(2));
        d.op('Exp', [d.op('Neg', [x])]);
        kept(d, x);
      },
    },
  },
  'eliminate-double-negation': {
    why: `${shapes} Neg of floats and Not of truth values are the two operators.`,
    classes: {
      neg: (d) => kept(d, d.op('Neg', [d.op('Neg', [d.x(d.shape(2))])])),
      not: (d) => {
        const b = d.op('Not', [d.op('Not', [d.x([2, 3], 'bool')])]);
        d.out(d.op('Where', [b, d.x([2, 3]), d.x([3])]));
      },
    },
  },
  'eliminate-dropout': {
    why: 'Outside training a Dropout is the identity, whatever its ratio; with and without the flag.',
    classes: {
      'no flag': (d) => kept(d, d.op('Dropout', [d.x(d.shape(2)), d.k([], 0.5)])),
      'flag off': (d) => kept(d, d.op('Dropout', [d.x(d.shape(2)), d.k([], 0.5), d.k([], 0, 'bool')])),
    },
  },
  'eliminate-neutral-addend': {
    why: 'Addition and subtraction, the zero on the sides where it may stand, of every shape that broadcasts.',
    classes: {
      sum: (d) => {
        const shape = d.shape(d.size(1, 3));
        const [x, zero] = [d.x(shape), zeroOr(d, shape, d.pick(0, 0, 1))];
        kept(d, d.op('Add', d.coin() ? [x, zero] : [zero, x]));
      },
      difference: (d) => {
        const shape = d.shape(d.size(1, 3));
        kept(d, d.op('Sub', [d.x(shape), zeroOr(d, shape, d.pick(0, 0, 1))]));
      },
    },
  },
  'eliminate-neutral-factor': {
    why: 'Every operator that the pattern lists, the one on the sides where it may stand, of every shape that broadcasts.',
    classes: {
      product: (d) => {
        const shape = d.shape(d.size(1, 3));
        const [x, one] = [d.x(shape), zeroOr(d, shape, d.pick(1, 1, 2))];
        kept(d, d.op('Mul', d.coin() ? [x, one] : [one, x]));
      },
      'quotient or power': (d) => {
        const shape = d.shape(d.size(1, 3));
        kept(d, d.op(d.pick('Div', 'Pow'), [d.x(shape), zeroOr(d, shape, d.pick(1, 1, 2))]));
      },
    },
  },
  'eliminate-nop-cast': {
    why: shapes,
    classes: { float: (d) => kept(d, d.op('Cast', [d.x(d.shape(d.size(1, 3)))], { to: 1 })) },
  },
  'eliminate-nop-concat': {
    why: 'One part along any axis.',
    classes: {
      any: (d) => {
        const rank = d.size(1, 3);
        kept(d, d.op('Concat', [d.x(d.shape(rank))], { axis: d.random.int(2 * rank) - rank }));
      },
    },
  },
  'eliminate-nop-expand': {
    why: 'Expand to a shape that broadcasts to the input, and Tile that repeats once.',
    classes: {
      expand: (d) => {
        const shape = d.shape(d.size(1, 3));
        kept(d, d.op('Expand', [d.x(shape), d.ints(d.narrower(shape))]));
      },
      tile: (d) => kept(d, d.op('Tile', [d.x(d.shape(3)), d.ints([1, 1, 1])])),
    },
  },
  'eliminate-nop-pad': {
    why: 'No padding, of any rank and mode.',
    classes: {
      any: (d) => {
        const rank = d.size(1, 3);
        const amounts = d.ints(Array.from({ length: 2 * rank }, () => d.pick(0, 0, 0, 1)));
        kept(d, d.op('Pad', [d.x(d.shape(rank)), amounts], { mode: d.pick('constant', 'edge', 'reflect') }));
      },
    },
  },
};
