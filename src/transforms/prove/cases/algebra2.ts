import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';

const either = (d: Draft, a: ValueId, b: ValueId): readonly ValueId[] => (d.coin() ? [a, b] : [b, a]);

/** Rules of elementwise algebra over quotients, powers and factors that move. */
export const moreAlgebraCases: Cases = {
  'replace-subtraction-by-addition': {
    why: 'A constant of every shape that broadcasts.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        d.out(d.op('Sub', [d.x(shape), d.w(d.narrower(shape))]));
      },
    },
  },
  'replace-division-by-constant': {
    why: 'Divisors that can be read and that are not zero, of every shape that broadcasts; their reciprocals are computed exactly or read back as the fraction that they round.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        d.out(d.op('Div', [d.x(shape), d.k(d.narrower(shape), d.pick(2, 3, -4, 0.5, 8, 10))]));
      },
    },
  },
  'split-division-into-reciprocal': {
    why: 'Element by element, with broadcasting.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        d.out(d.op('Div', either(d, d.x(shape), d.x(d.narrower(shape)))));
      },
    },
  },
  'join-reciprocal-into-division': {
    why: 'Both orders, with broadcasting.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        d.out(d.op('Mul', either(d, d.x(shape), d.op('Reciprocal', [d.x(d.narrower(shape))]))));
      },
    },
  },
  'recognise-reciprocal': {
    why: 'A one of every shape that broadcasts.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        d.out(d.op('Div', [d.k(d.narrower(shape), 1), d.x(shape)]));
      },
    },
  },
  'expand-power': {
    why: 'The exponents 2 and 3, as a scalar or a single number of the rank of the base.',
    classes: {
      any: (d) => d.out(d.op('Pow', [d.x(d.shape(2)), d.k(d.pick([], [1], [1, 1]), d.pick(2, 3))])),
    },
  },
  'raise-square-to-power': {
    why: 'Element by element.',
    classes: {
      any: (d) => {
        const x = d.x(d.shape(2));
        d.out(d.op('Mul', [x, x]));
      },
    },
  },
  'replace-power-by-root': {
    why: 'The exponents ½, −½ and −1.',
    classes: {
      any: (d) => d.out(d.op('Pow', [d.x(d.shape(2)), d.k(d.pick([], [1]), d.pick(0.5, -0.5, -1))])),
    },
  },
  'move-factor-before-layout': {
    why: 'One number scales every element, wherever it goes: every operator of the pattern, Mul on either side and Div.',
    classes: {
      any: (d) => {
        const shape = d.shape(3);
        const x = d.x(shape);
        const moved = d.pick(
          () => d.op('Transpose', [x], { perm: d.order(3) }),
          () => d.op('Reshape', [x, d.ints([-1])]),
          () => d.op('Flatten', [x]),
          () => d.op('Unsqueeze', [x, d.ints([d.random.int(4)])]),
        )();
        const c = d.k(d.pick([], [1]), d.pick(2, 3, -4));
        d.out(d.coin() ? d.op('Mul', either(d, moved, c)) : d.op('Div', [moved, c]));
      },
    },
  },
  'move-factor-before-product': {
    why: 'Every product is linear in each operand: MatMul of matrices and stacks, Mul on either side and Div.',
    classes: {
      any: (d) => {
        const [m, k, n] = d.shape(3) as [number, number, number];
        const product = d.op('MatMul', [d.x(d.pick([m, k], [2, m, k])), d.x([k, n])]);
        const c = d.k(d.pick([], [1]), d.pick(2, 3, -4));
        d.out(d.coin() ? d.op('Mul', either(d, product, c)) : d.op('Div', [product, c]));
      },
    },
  },
};
