import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';

/** Two operands in either order. */
const either = (d: Draft, a: ValueId, b: ValueId): readonly ValueId[] => (d.coin() ? [a, b] : [b, a]);

const commuted = 'Operands in both orders, of every shape that broadcasts.';

/** Rules of elementwise algebra over sums and products. */
export const algebraCases: Cases = {
  'absorb-negation-into-sum': {
    why: 'x + (−y), (−y) + x and x − (−y), with broadcasting.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const [x, y] = [d.x(shape), d.op('Neg', [d.x(d.narrower(shape))])];
        d.out(d.coin() ? d.op('Add', either(d, x, y)) : d.op('Sub', [x, y]));
      },
    },
  },
  'swap-negated-difference': {
    why: 'Element by element; with broadcasting.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        d.out(d.op('Neg', [d.op('Sub', either(d, d.x(shape), d.x(d.narrower(shape))))]));
      },
    },
  },
  'collect-multiples': {
    why: 'x + x, x + c·x and c·x + d·x, with factors of broadcast shapes, in every order.',
    classes: {
      twice: (d) => {
        const x = d.x(d.shape(2));
        d.out(d.op('Add', [x, x]));
      },
      'one factor': (d) => {
        const shape = d.shape(2);
        const x = d.x(shape);
        d.out(d.op('Add', either(d, x, d.op('Mul', either(d, x, d.w(d.narrower(shape)))))));
      },
      'two factors': (d) => {
        const shape = d.shape(2);
        const x = d.x(shape);
        const multiple = () => d.op('Mul', either(d, x, d.w(d.narrower(shape))));
        d.out(d.op('Add', [multiple(), multiple()]));
      },
    },
  },
  'merge-addends': {
    why: `${commuted} The merged constant broadcasts the two.`,
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const first = d.op('Add', either(d, d.x(shape), d.w(d.narrower(shape))));
        d.out(d.op('Add', either(d, first, d.w(d.narrower(shape)))));
      },
    },
  },
  'merge-factors': {
    why: `${commuted} All four pairs of Mul and Div.`,
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const scaled = (x: ValueId) => {
          const c = d.w(d.narrower(shape));
          return d.coin() ? d.op('Mul', either(d, x, c)) : d.op('Div', [x, c]);
        };
        d.out(scaled(scaled(d.x(shape))));
      },
    },
  },
  'distribute-factor-over-addend': {
    why: `${commuted} Mul on either side, Div by the constant.`,
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const sum = d.op('Add', either(d, d.x(shape), d.w(d.narrower(shape))));
        const c = d.w(d.narrower(shape));
        d.out(d.coin() ? d.op('Mul', either(d, sum, c)) : d.op('Div', [sum, c]));
      },
    },
  },
  'distribute-common-factor': {
    why: `${commuted} Sum and difference.`,
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const both = d.op(d.pick('Add', 'Sub'), [d.x(shape), d.x(d.narrower(shape))]);
        d.out(d.op('Mul', either(d, both, d.x(d.narrower(shape)))));
      },
    },
  },
  'factor-out-common-factor': {
    why: `${commuted} Sum and difference; the common factor on either side of both products.`,
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const common = d.x(d.narrower(shape));
        const product = (x: ValueId) => d.op('Mul', either(d, common, x));
        d.out(d.op(d.pick('Add', 'Sub'), [product(d.x(shape)), product(d.x(shape))]));
      },
    },
  },
  'replace-negation-by-factor': {
    why: 'Element by element.',
    classes: { any: (d) => d.out(d.op('Neg', [d.x(d.shape(d.size(1, 3)))])) },
  },
  'replace-factor-by-negation': {
    why: 'Mul by −1 on either side and Div by −1, of every shape that broadcasts.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const [x, c] = [d.x(shape), d.k(d.narrower(shape), -1)];
        d.out(d.coin() ? d.op('Mul', either(d, x, c)) : d.op('Div', [x, c]));
      },
    },
  },
};
