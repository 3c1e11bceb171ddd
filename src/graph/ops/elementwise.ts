import { dimBounds, dimCompare, dimMax, dimMin, dimSub } from '../dim';
import { type DType, isFloat } from '../dtype';
import type { Dim } from '../types';
import { attr, bad, defineOp, perOutputElement } from './define';
import { fitsInteger } from './integerRanges';
import { entries, mapEntries } from './known';
import type { OpSchema } from './schema';
import { dtype, isWhole, out, shape, tensor } from './support';

type EntryRule = (entry: Dim, float: boolean) => Dim | null;
type Unary = readonly [
  op: string,
  since: number,
  flops: number,
  attrs?: OpSchema['attrs'],
  rule?: EntryRule | undefined,
];

const number =
  (of: (x: number) => number): EntryRule =>
  (entry) =>
    typeof entry === 'number' ? of(entry) + 0 : null;

/** What leaves whole numbers as they are. */
const rounding =
  (of: (x: number) => number): EntryRule =>
  (entry) =>
    typeof entry === 'number' ? of(entry) + 0 : isWhole(entry) ? entry : null;

/** Halves go to the even neighbour. */
const roundHalfEven = (x: number): number => {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
};

const signOf: EntryRule = (entry) => {
  const sign = dimCompare(entry, 0);
  return sign === null ? null : Math.sign(sign);
};

const alpha = (value: number) => ({ alpha: attr.float(value) });

/**
 * Functions of one tensor, element by element: the output has the input's type and shape. FLOPs count each addition,
 * multiplication and comparison, and each exponential, logarithm, root or trigonometric function, of the formula in
 * ONNX's operator documentation as one operation.
 */
const functions: readonly Unary[] = [
  ['Abs', 1, 1, {}, (x) => (typeof x === 'number' ? Math.abs(x) : dimBounds(x)[0] >= 0 ? x : null)],
  ['Acos', 7, 1],
  ['Acosh', 9, 1],
  ['Asin', 7, 1],
  ['Asinh', 9, 1],
  ['Atan', 7, 1],
  ['Atanh', 9, 1],
  ['Ceil', 1, 1, {}, rounding(Math.ceil)],
  ['Celu', 12, 6, alpha(1)],
  ['Cos', 7, 1],
  ['Cosh', 9, 1],
  ['Elu', 1, 4, alpha(1)],
  ['Erf', 9, 1],
  ['Exp', 1, 1],
  ['Floor', 1, 1, {}, rounding(Math.floor)],
  ['Gelu', 20, 5, { approximate: attr.string('none') }],
  ['HardSigmoid', 1, 4, { alpha: attr.float(0.2), beta: attr.float(0.5) }],
  ['HardSwish', 14, 5],
  ['LeakyRelu', 1, 2, alpha(0.01)],
  ['Log', 1, 1],
  ['Mish', 18, 5],
  ['Neg', 1, 1, {}, (x) => dimSub(0, x)],
  ['Reciprocal', 1, 1],
  ['Relu', 1, 1, {}, (x) => dimMax(0, x)],
  ['Round', 11, 1, {}, rounding(roundHalfEven)],
  ['Selu', 1, 5, { alpha: attr.float(1.6732), gamma: attr.float(1.0507) }],
  ['Selu', 6, 5, { alpha: attr.float(1.6732632), gamma: attr.float(1.050701) }],
  ['Shrink', 9, 3, { lambd: attr.float(0.5), bias: attr.float(0) }],
  ['Sigmoid', 1, 4],
  ['Sign', 9, 1, {}, signOf],
  ['Sin', 7, 1],
  ['Sinh', 9, 1],
  ['Softplus', 1, 3],
  ['Softsign', 1, 3],
  ['Sqrt', 1, 1, {}, number(Math.sqrt)],
  ['Swish', 24, 5, alpha(1)],
  ['Tan', 7, 1],
  ['Tanh', 1, 1],
  ['ThresholdedRelu', 10, 1, alpha(1)],
  ['BitwiseNot', 18, 1],
];

/** Opset 1 to 5 named the inputs that an operator may overwrite. */
const consuming = { consumed_inputs: attr.ints() };

const unaryOf = ([op, since, flops, attrs = {}, rule]: Unary): OpSchema =>
  defineOp({
    op,
    since,
    inputs: 1,
    attrs,
    infer: ({ inputs: [x] }) => {
      const element = dtype(x);
      if (element === 'string') throw bad('does not take strings');
      const dims = shape(x);
      if (rule === undefined) return [out(element, dims)];
      const float = element !== null && isFloat(element);
      return [
        out(
          element,
          dims,
          mapEntries(x, (entry) => sound(rule(entry, float), element)),
        ),
      ];
    },
    cost: perOutputElement(flops),
  });

const unary = functions.flatMap((entry) => {
  const [op, since, flops, attrs = {}, rule] = entry;
  if (since > 1) return [unaryOf(entry)];
  const first = unaryOf([op, 1, flops, { ...attrs, ...consuming }, rule]);
  return functions.some((other) => other[0] === op && other[1] === 6)
    ? [first]
    : [first, unaryOf([op, 6, flops, attrs, rule])];
});

/** Integer contents stay within their type; floating-point ones stay finite. */
function sound(entry: Dim | null, element: DType | null): Dim | null {
  if (typeof entry !== 'number') return entry;
  if (element === null || !isFloat(element)) return fitsInteger(element, entry) ? entry : null;
  if (!Number.isFinite(entry)) return null;
  return element === 'float32' ? Math.fround(entry) : entry;
}

/** Functions of one tensor whose output is boolean. */
const tests = (
  [
    ['IsNaN', 9, {}],
    ['IsInf', 10, { detect_negative: attr.int(1), detect_positive: attr.int(1) }],
  ] as const
).map(([op, since, attrs]) =>
  defineOp({
    op,
    since,
    inputs: 1,
    attrs,
    infer: ({ inputs: [x] }) => [out('bool', shape(x))],
    cost: perOutputElement(1),
  }),
);

const not = defineOp({
  op: 'Not',
  inputs: 1,
  infer: ({ inputs: [x] }) => {
    const element = dtype(x);
    if (element !== null && element !== 'bool') throw bad(`takes booleans, not ${element}`);
    return [
      out(
        'bool',
        shape(x),
        mapEntries(x, (entry) => (typeof entry === 'number' ? 1 - entry : null)),
      ),
    ];
  },
  cost: perOutputElement(1),
});

/** One slope per element, per channel or for all: the slope broadcasts to the input and never the other way. */
const prelus = [1, 6].map((since) =>
  defineOp({
    op: 'PRelu',
    since,
    inputs: 2,
    attrs: since < 6 ? consuming : {},
    infer: ({ inputs: [x, slope], version }) => {
      const [dims, slopes] = [shape(x), shape(slope)];
      if (version >= 7 && dims !== null && slopes !== null && slopes.length > dims.length) {
        throw bad(`a slope of rank ${slopes.length} does not broadcast to rank ${dims.length}`);
      }
      return [out(dtype(x), dims)];
    },
    cost: perOutputElement(2),
  }),
);

/**
 * Dropout as inference runs it: the output is the input. The mask is boolean since opset 10, of the input's type before.
 * Opset 12 made the ratio and the training flag inputs; contents are random only where that flag is set, or may be.
 */
const dropout = (since: number, inputs: [number, number], attrs: OpSchema['attrs']) =>
  defineOp({
    op: 'Dropout',
    since,
    inputs,
    outputs: [1, 2],
    attrs,
    infer: ({ inputs: [x, , training = null] }) => {
      const type = tensor(x);
      const isIdentity = training === null || entries(training)?.[0] === 0;
      return [
        { type: type ?? x?.type ?? null, known: isIdentity ? (x?.known ?? null) : null },
        out(since < 10 ? dtype(x) : 'bool', shape(x)),
      ];
    },
  });

const dropouts = [
  dropout(1, [1, 1], { is_test: attr.int(0), ratio: attr.float(0.5), ...consuming }),
  dropout(6, [1, 1], { is_test: attr.int(0), ratio: attr.float(0.5) }),
  dropout(7, [1, 1], { ratio: attr.float(0.5) }),
  dropout(10, [1, 1], { ratio: attr.float(0.5) }),
  dropout(12, [1, 3], { seed: attr.int() }),
];

/** Of single precision. */
const largestFloat = 3.4028234663852886e38;

/** Bounds were attributes until opset 11 made them inputs. */
const clips = [
  ...[1, 6].map((since) =>
    defineOp({
      op: 'Clip',
      since,
      inputs: 1,
      attrs:
        since < 6
          ? { min: attr.float(), max: attr.float(), ...consuming }
          : { min: attr.float(-largestFloat), max: attr.float(largestFloat) },
      infer: ({ inputs: [x] }) => [out(dtype(x), shape(x))],
      cost: perOutputElement(2),
    }),
  ),
  defineOp({
    op: 'Clip',
    since: 11,
    inputs: [1, 3],
    infer: ({ inputs: [x, min, max] }) => {
      const low = min ? entries(min)?.[0] : undefined;
      const high = max ? entries(max)?.[0] : undefined;
      const follow = (!min || low !== undefined) && (!max || high !== undefined);
      const known = follow
        ? mapEntries(x, (entry) => {
            const raised = low === undefined ? entry : dimMax(entry, low);
            return high === undefined ? raised : dimMin(raised, high);
          })
        : null;
      return [out(dtype(x), shape(x), known)];
    },
    cost: perOutputElement(2),
  }),
];

export const elementwiseSchemas: readonly OpSchema[] = [
  ...unary,
  ...tests,
  not,
  ...prelus,
  ...dropouts,
  ...clips,
];
