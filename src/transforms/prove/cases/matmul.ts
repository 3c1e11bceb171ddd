import { must } from '../../../core';
import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Attributes, Draft } from '../draft';

const either = (d: Draft, a: ValueId, b: ValueId): readonly ValueId[] => (d.coin() ? [a, b] : [b, a]);

/** The three sizes of a product. */
const sizes = (d: Draft) => ({ m: d.size(), k: d.size(2), n: d.size(2) });

/** A left operand of rank 2 to 4 with k columns. */
const rows = (d: Draft, m: number, k: number) => d.pick<readonly number[]>([m, k], [2, m, k], [2, 1, m, k]);

const linear = 'A product is linear in each operand: ranks 2 to 4, every shape of constant that broadcasts.';

/** x·c, c·x or x/c. */
const scaled = (d: Draft, x: ValueId, c: ValueId) =>
  d.coin() ? d.op('Mul', either(d, x, c)) : d.op('Div', [x, c]);

const columns = (d: Draft, n: number) => d.w(d.pick<readonly number[]>([], [1], [n], [1, n]));

export interface GemmDraft {
  readonly y: ValueId;
  readonly m: number;
  readonly n: number;
}

/** A Gemm with every transposition, factor and shape of bias. */
export function gemm(
  d: Draft,
  options: { transA?: boolean; plain?: boolean; left?: ValueId } = {},
): GemmDraft {
  const { m, k, n } = sizes(d);
  const transA = options.transA === true && d.coin();
  const transB = d.coin();
  const factors = options.plain ? {} : { alpha: { float: d.pick(0.5, 1, 2) }, beta: { float: d.pick(1, 2) } };
  const a = d.x(transA ? [k, m] : [m, k]);
  const b = d.w(transB ? [n, k] : [k, n]);
  const bias = d.pick<readonly number[] | null>(null, [n], [1, n], [m, 1], [m, n], [1], []);
  const attrs: Attributes = {
    ...factors,
    ...(transA ? { transA: 1 } : {}),
    ...(transB ? { transB: 1 } : {}),
  };
  return { y: d.op('Gemm', bias === null ? [a, b] : [a, b, d.w(bias)], attrs), m, n };
}

/** Rules of MatMul. */
export const matmulCases: Cases = {
  'compose-matmuls': {
    why: 'Associativity, over ranks 2 to 4, with a bias vector between and without.',
    classes: {
      any: (d) => {
        const { m, k } = sizes(d);
        const [middle, n] = [d.size(2, 6), d.size(1, 3)];
        const first = d.op('MatMul', [d.x(rows(d, m, k)), d.w([k, middle])]);
        const sum = d.coin() ? first : d.op('Add', either(d, first, d.w([middle])));
        d.out(d.op('MatMul', [sum, d.w([middle, n])]));
      },
    },
  },
  'factor-out-matmul': {
    why: 'A common left or right operand, under sum and difference.',
    classes: {
      left: (d) => {
        const { m, k, n } = sizes(d);
        const x = d.x(rows(d, m, k));
        d.out(
          d.op(d.pick('Add', 'Sub'), [d.op('MatMul', [x, d.w([k, n])]), d.op('MatMul', [x, d.w([k, n])])]),
        );
      },
      right: (d) => {
        const { m, k, n } = sizes(d);
        const [shape, w] = [rows(d, m, k), d.w([k, n])];
        d.out(d.op(d.pick('Add', 'Sub'), [d.op('MatMul', [d.x(shape), w]), d.op('MatMul', [d.x(shape), w])]));
      },
    },
  },
  'distribute-matmul': {
    why: 'A sum or difference as either operand.',
    classes: {
      left: (d) => {
        const { m, k, n } = sizes(d);
        const shape = rows(d, m, k);
        d.out(d.op('MatMul', [d.op(d.pick('Add', 'Sub'), [d.x(shape), d.x(shape)]), d.w([k, n])]));
      },
      right: (d) => {
        const { m, k, n } = sizes(d);
        d.out(d.op('MatMul', [d.w([m, k]), d.op(d.pick('Add', 'Sub'), [d.x([k, n]), d.x([k, n])])]));
      },
    },
  },
  'fold-factor-into-matmul': {
    why: linear,
    classes: {
      any: (d) => {
        const { m, k, n } = sizes(d);
        d.out(scaled(d, d.op('MatMul', [d.x(rows(d, m, k)), d.w([k, n])]), columns(d, n)));
      },
    },
  },
  'fold-preceding-factor-into-matmul': {
    why: linear,
    classes: {
      any: (d) => {
        const { m, k, n } = sizes(d);
        d.out(d.op('MatMul', [scaled(d, d.x(rows(d, m, k)), columns(d, k)), d.w([k, n])]));
      },
    },
  },
  'move-addend-behind-matmul': {
    why: `${linear} The addend is one row, also with leading axes of size 1.`,
    classes: {
      any: (d) => {
        const { m, k, n } = sizes(d);
        const sum = d.op('Add', either(d, d.x(rows(d, m, k)), d.w(d.pick([k], [1, k]))));
        d.out(d.op('MatMul', [sum, d.w([k, n])]));
      },
    },
  },
  'fuse-matmul-add-into-gemm': {
    why: 'Matrices, and every shape of addend that broadcasts to the product, on either side.',
    classes: {
      any: (d) => {
        const { m, k, n } = sizes(d);
        d.out(d.op('Add', either(d, d.op('MatMul', [d.x([m, k]), d.x([k, n])]), d.x(d.narrower([m, n])))));
      },
    },
  },
  'merge-matmuls-sharing-input': {
    why: 'Two or three products of one value, of ranks 2 to 4.',
    classes: {
      any: (d) => {
        const { m, k } = sizes(d);
        const x = d.x(rows(d, m, k));
        for (let i = d.size(2, 3); i > 0; i--) d.out(d.op('MatMul', [x, d.w([k, d.size()])]));
      },
    },
  },
  'move-split-before-matmul': {
    why: 'Columns of the product are products with columns, of ranks 2 to 4; the last axis from either end.',
    classes: {
      any: (d) => {
        const { m, k } = sizes(d);
        const parts = [d.size(), d.size()];
        const shape = rows(d, m, k);
        const product = d.op('MatMul', [
          d.x(shape),
          d.w([k, must(parts[0], 'part') + must(parts[1], 'part')]),
        ]);
        const axis = d.pick(-1, shape.length - 1);
        d.out(...d.nodes('Split', [product, d.ints(parts)], { axis }, 2));
      },
    },
  },
};

/** Rules of Gemm. */
export const gemmCases: Cases = {
  'compose-gemms': {
    why: 'Every transposition, factor and bias that the conditions admit.',
    classes: {
      any: (d) => {
        const { m, k } = sizes(d);
        const [middle, n] = [d.size(3, 6), d.size(1, 2)];
        const layer = (x: ValueId, from: number, to: number, attrs: Attributes) => {
          const transB = d.random.int(2);
          const w = d.w(transB ? [to, from] : [from, to]);
          const bias = d.pick<readonly number[] | null>(null, [to], [1, to]);
          return d.op('Gemm', bias === null ? [x, w] : [x, w, d.w(bias)], { transB, ...attrs });
        };
        const factors = () => ({ alpha: { float: d.pick(1, 2) }, beta: { float: d.pick(1, 0.5) } });
        const transA = d.random.int(2);
        const first = layer(d.x(transA ? [k, m] : [m, k]), k, middle, { transA, ...factors() });
        d.out(layer(first, middle, n, factors()));
      },
    },
  },
  'fold-factor-into-gemm': {
    why: `${linear} Every transposition, factor and shape of bias.`,
    classes: {
      any: (d) => {
        const { y, n } = gemm(d, { transA: true });
        d.out(scaled(d, y, columns(d, n)));
      },
    },
  },
  'fuse-shift-into-gemm': {
    why: 'Every transposition, factor and shape of bias, and every shape of shift, on either side.',
    classes: {
      any: (d) => {
        const { y, n } = gemm(d, { transA: true });
        d.out(d.op('Add', either(d, y, columns(d, n))));
      },
    },
  },
  'move-addend-behind-gemm': {
    why: 'One row is added to the left operand; transposed weights and every shape of bias.',
    classes: {
      any: (d) => {
        const { m, k, n } = sizes(d);
        const sum = d.op('Add', either(d, d.x([m, k]), d.w(d.pick([k], [1, k]))));
        const transB = d.random.int(2);
        const w = d.w(transB ? [n, k] : [k, n]);
        const bias = d.pick<readonly number[] | null>(null, [n], [1, n], [m, 1], [m, n]);
        d.out(d.op('Gemm', bias === null ? [sum, w] : [sum, w, d.w(bias)], { transB }));
      },
    },
  },
  'split-gemm-into-matmul-add': {
    why: 'Transposed weights or not, every shape of bias.',
    classes: { any: (d) => d.out(gemm(d, { plain: true }).y) },
  },
  'replace-gemm-by-pointwise-conv': {
    why: 'Every transposition, factor and bias that does not differ between rows; axes as attribute and input.',
    classes: {
      input: (d) => d.out(gemm(d).y),
      attribute: { build: (d) => d.out(gemm(d).y), options: { opset: 11 } },
    },
  },
  'replace-matmul-by-pointwise-conv': {
    why: 'A constant matrix times a stack of matrices.',
    classes: {
      any: (d) => {
        const { m, k, n } = sizes(d);
        d.out(d.op('MatMul', [d.w([m, k]), d.x([d.size(), k, n])]));
      },
    },
  },
};
