import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';

const either = (d: Draft, a: ValueId, b: ValueId): readonly ValueId[] => (d.coin() ? [a, b] : [b, a]);

/** x · ½ · (1 + f), the three factors in the orders in which exporters write them. */
function halved(d: Draft, x: ValueId, f: ValueId): ValueId {
  const sum = d.op('Add', either(d, f, d.k([], 1)));
  const half = d.k([], 0.5);
  return d.pick(
    () => d.op('Mul', either(d, half, d.op('Mul', either(d, x, sum)))),
    () => d.op('Mul', either(d, x, d.op('Mul', either(d, half, sum)))),
    () => d.op('Mul', either(d, sum, d.op('Mul', either(d, x, half)))),
  )();
}

/** Gelu written out, √½ as a factor or √2 as a divisor. */
function gelu(d: Draft): void {
  const x = d.x(d.shape(2));
  const scaled = d.coin()
    ? d.op('Div', [x, d.k([], Math.SQRT2)])
    : d.op('Mul', either(d, x, d.k([], Math.SQRT1_2)));
  d.out(halved(d, x, d.op('Erf', [scaled])));
}

/** The approximation with tanh written out, the cube as a power or as products. */
function tanhGelu(d: Draft): void {
  const x = d.x(d.shape(2));
  const cube = d.coin() ? d.op('Pow', [x, d.k([], 3)]) : d.op('Mul', either(d, x, d.op('Mul', [x, x])));
  const sum = d.op('Add', either(d, x, d.op('Mul', either(d, cube, d.k([], 0.044715)))));
  d.out(halved(d, x, d.op('Tanh', [d.op('Mul', either(d, sum, d.k([], Math.sqrt(2 / Math.PI))))])));
}

const written =
  'It holds element by element for unknown erf and tanh; every order of factors and both ways to scale and to cube are drawn. A float32 constant counts as the number that it rounds.';

/** Rules of activations that are compositions of known and unknown functions. */
export const activationCases: Cases = {
  'recognise-gelu': { why: written, classes: { any: { build: gelu, options: { opset: 20 } } } },
  'fuse-gelu': { why: written, classes: { any: gelu } },
  'recognise-tanh-gelu': { why: written, classes: { any: { build: tanhGelu, options: { opset: 20 } } } },
  'fuse-fast-gelu': { why: written, classes: { any: tanhGelu } },
  'lower-gelu': {
    why: 'Both approximations, element by element.',
    classes: {
      any: {
        build: (d) => d.out(d.op('Gelu', [d.x(d.shape(2))], d.coin() ? {} : { approximate: 'tanh' })),
        options: { opset: 20 },
      },
    },
  },
  'fuse-bias-gelu': {
    why: 'A vector along the last axis, added on either side, under both operators.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 3), 2);
        const sum = d.op('Add', either(d, d.x(shape), d.w(shape.slice(-1))));
        d.out(d.op(d.pick('Gelu', 'FastGelu'), [sum], {}, 'com.microsoft'));
      },
    },
  },
  'fuse-quick-gelu': {
    why: 'With and without a factor, which is one number, operands in both orders.',
    classes: {
      any: (d) => {
        const x = d.x(d.shape(2));
        const inner = d.coin() ? x : d.op('Mul', either(d, x, d.k([], d.pick(1.702, 2, 0.5))));
        d.out(d.op('Mul', either(d, x, d.op('Sigmoid', [inner]))));
      },
    },
  },
  'recognise-softplus': {
    why: 'Element by element, the sum in both orders.',
    classes: {
      any: (d) => d.out(d.op('Log', [d.op('Add', either(d, d.k([], 1), d.op('Exp', [d.x(d.shape(2))])))])),
    },
  },
  'recognise-mish': {
    why: 'Element by element, the product in both orders.',
    classes: {
      any: {
        build: (d) => {
          const x = d.x(d.shape(2));
          d.out(d.op('Mul', either(d, x, d.op('Tanh', [d.op('Softplus', [x])]))));
        },
        options: { opset: 18 },
      },
    },
  },
};
