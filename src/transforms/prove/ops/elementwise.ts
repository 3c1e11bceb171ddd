import { type Attributed, type Call, floatAttr, input, type Kernel, stringAttr } from '../call';
import { type Domain, integer, orderOf, readNumber } from '../domain';
import { integers } from '../integers';
import { at, broadcastShapes, indices, ints, placeIn, reals, type Tensor } from '../tensor';

type Pointwise = <F>(domain: Domain<F>, args: readonly F[], call: Attributed) => F;

/** Applies a function element by element, with broadcasting; over integers where the first operand holds them. */
export function pointwise<E>(call: Call<E>, operands: readonly Tensor<E>[], f: Pointwise): Tensor<E> {
  const shape = broadcastShapes(operands.map((t) => t.shape));
  const places = operands.map((t) => placeIn(t.shape));
  if (operands[0]?.kind === 'int') {
    const lists = operands.map((t) => (t.kind === 'int' ? t.data : []));
    const apply = (index: readonly number[]) =>
      f(
        integers,
        lists.map((data, i) => at(data, at(places, i)(index))),
        call,
      );
    return ints(shape, Array.from(indices(shape), apply));
  }
  const lists = operands.map((t) =>
    t.kind === 'real' ? t.data : t.data.map((n) => integer(call.domain, n)),
  );
  const apply = (index: readonly number[]) =>
    f(
      call.domain,
      lists.map((data, i) => at(data, at(places, i)(index))),
      call,
    );
  return reals(shape, Array.from(indices(shape), apply));
}

const sum: Pointwise = (d, args) => args.reduce((a, b) => d.add(a, b));

/** An order where there is one; otherwise an unknown function of the arguments. */
const ordered =
  (name: string, f: <F>(d: Domain<F>, args: readonly F[], compare: (a: F, b: F) => number) => F): Pointwise =>
  (d, args) =>
    d.compare === null ? d.fn(name, args) : f(d, args, d.compare);

const unknown =
  (name: string): Pointwise =>
  (d, args) =>
    d.fn(name, args);

/** The same in any order of the arguments, also where it is an unknown function. */
const symmetric =
  (f: Pointwise): Pointwise =>
  (d, args, call) =>
    f(d, d.compare === null ? args.toSorted((a, b) => (d.key(a) < d.key(b) ? -1 : 1)) : args, call);

export const maximum: Pointwise = symmetric(
  ordered('Max', (_, args, compare) => args.reduce((a, b) => (compare(a, b) < 0 ? b : a))),
);
export const minimum: Pointwise = symmetric(
  ordered('Min', (_, args, compare) => args.reduce((a, b) => (compare(a, b) > 0 ? b : a))),
);

const relu: Pointwise = ordered('Relu', (d, [x], compare) => {
  const a = x ?? d.zero;
  return compare(a, d.zero) < 0 ? d.zero : a;
});

const clip: Pointwise = ordered('Clip', (_, args, compare) => {
  const [x, low, high] = [at(args, 0), at(args, 1), at(args, 2)];
  const above = compare(x, low) < 0 ? low : x;
  return compare(above, high) > 0 ? high : above;
});

const leaky: Pointwise = ordered('LeakyRelu', (d, args, compare) =>
  compare(at(args, 0), d.zero) < 0 ? d.mul(at(args, 0), at(args, 1)) : at(args, 0),
);

const sigmoid: Pointwise = (d, [x]) => {
  const a = x ?? d.zero;
  if (d.compare !== null) return d.fn('Sigmoid', [a]);
  return d.div(d.one, d.add(d.one, d.exp(d.neg(a))));
};

const softplus: Pointwise = (d, [x]) => {
  const a = x ?? d.zero;
  return d.compare === null ? d.fn('Log', [d.add(d.one, d.exp(a))]) : d.fn('Softplus', [a]);
};

/** By its exponential in a field, so that what it has to do with Sigmoid and Softplus is known. */
const tanh = <F>(d: Domain<F>, x: F): F => {
  if (d.compare !== null) return d.fn('Tanh', [x]);
  const e = d.exp(x);
  const square = d.mul(e, e);
  return d.defined('Tanh', [x], d.div(d.sub(square, d.one), d.add(square, d.one)));
};

const hardSigmoidOf = <F>(d: Domain<F>, x: F, alpha: F, beta: F): F => {
  const line = d.add(d.mul(alpha, x), beta);
  return clip(d, [line, d.zero, d.one], noCall);
};

const hardSigmoid: Pointwise = (d, [x], call) =>
  hardSigmoidOf(
    d,
    x ?? d.zero,
    readNumber(d, floatAttr(call, 'alpha', 0.2)),
    readNumber(d, floatAttr(call, 'beta', 0.5)),
  );

const hardSwish: Pointwise = (d, [x]) => {
  const a = x ?? d.zero;
  const sixth = d.fromRational(1n, 6n);
  return d.mul(a, hardSigmoidOf(d, a, sixth, d.fromRational(1n, 2n)));
};

/** x · (1 + erf(x / √2)) / 2. */
const gelu = <F>(d: Domain<F>, x: F): F => {
  const erf = d.fn('Erf', [d.div(x, d.sqrt(integer(d, 2)))]);
  return d.mul(d.mul(x, d.fromRational(1n, 2n)), d.add(d.one, erf));
};

/** x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2. */
const tanhGelu = <F>(d: Domain<F>, x: F): F => {
  const cubic = d.mul(readNumber(d, Math.fround(0.044715)), d.mul(x, d.mul(x, x)));
  const inner = d.mul(d.fn('√(2/π)', []), d.add(x, cubic));
  return d.mul(d.mul(x, d.fromRational(1n, 2n)), d.add(d.one, tanh(d, inner)));
};

const exponents = [-3, -2, -1, 0, 1, 2, 3, 4, 5, 6];

const pow: Pointwise = (d, args) => {
  const [x, n] = [at(args, 0), at(args, 1)];
  const whole = exponents.find((e) => d.equal(n, integer(d, e)));
  if (whole !== undefined) {
    let result = d.one;
    for (let i = 0; i < Math.abs(whole); i++) result = d.mul(result, x);
    return whole < 0 ? d.div(d.one, result) : result;
  }
  const half = d.fromRational(1n, 2n);
  if (d.equal(n, half)) return d.sqrt(x);
  if (d.equal(n, d.neg(half))) return d.div(d.one, d.sqrt(x));
  return d.fn('Pow', args);
};

const noCall: Attributed = { attrs: new Map() };

const functions: Readonly<Record<string, Pointwise>> = {
  Add: sum,
  Sum: sum,
  Sub: (d, args) => d.sub(at(args, 0), at(args, 1)),
  Mul: (d, args) => d.mul(at(args, 0), at(args, 1)),
  Div: (d, args) => d.div(at(args, 0), at(args, 1)),
  Mean: (d, args, call) => d.div(sum(d, args, call), integer(d, args.length)),
  Max: maximum,
  Min: minimum,
  Pow: pow,
  Neg: (d, args) => d.neg(at(args, 0)),
  Reciprocal: (d, args) => d.div(d.one, at(args, 0)),
  Exp: (d, args) => d.exp(at(args, 0)),
  Sqrt: (d, args) => d.sqrt(at(args, 0)),
  Relu: relu,
  Abs: ordered('Abs', (d, args, compare) =>
    compare(at(args, 0), d.zero) < 0 ? d.neg(at(args, 0)) : at(args, 0),
  ),
  Sign: ordered('Sign', (d, args, compare) => integer(d, Math.sign(compare(at(args, 0), d.zero)))),
  Floor: (d, args) => (d.floor === null ? d.fn('Floor', args) : d.floor(at(args, 0))),
  Ceil: (d, args) => (d.floor === null ? d.fn('Ceil', args) : d.neg(d.floor(d.neg(at(args, 0))))),
  Round: (d, args) => {
    if (d.floor === null || d.compare === null) return d.fn('Round', args);
    const [x, half] = [at(args, 0), d.fromRational(1n, 2n)];
    const low = d.floor(x);
    const side = d.compare(d.sub(x, low), half);
    const even = d.equal(d.floor(d.mul(low, half)), d.mul(low, half));
    return side < 0 || (side === 0 && even) ? low : d.add(low, d.one);
  },
  LeakyRelu: (d, args, call) => leaky(d, [at(args, 0), readNumber(d, floatAttr(call, 'alpha', 0.01))], call),
  PRelu: leaky,
  Sigmoid: sigmoid,
  HardSigmoid: hardSigmoid,
  HardSwish: hardSwish,
  Softplus: softplus,
  Tanh: (d, args) => tanh(d, at(args, 0)),
  Mish: (d, args, call) => d.mul(at(args, 0), tanh(d, softplus(d, args, call))),
  Gelu: (d, args, call) =>
    stringAttr(call, 'approximate', 'none') === 'tanh' ? tanhGelu(d, at(args, 0)) : gelu(d, at(args, 0)),
  BiasGelu: (d, args) => gelu(d, d.add(at(args, 0), at(args, 1))),
  FastGelu: (d, args, call) => tanhGelu(d, sum(d, args, call)),
  QuickGelu: (d, args, call) => {
    const alpha = readNumber(d, floatAttr(call, 'alpha', 1.702));
    return d.mul(at(args, 0), sigmoid(d, [d.mul(alpha, at(args, 0))], call));
  },
};

/** Functions of which nothing is used but that they are functions. */
const opaque =
  'Erf Log Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh Elu Selu Celu Softsign ThresholdedRelu'.split(
    ' ',
  );

type Test = <F>(d: Domain<F>, a: F, b: F, op: string) => boolean;
const tests: Readonly<Record<string, Test>> = {
  Equal: (d, a, b) => d.equal(a, b),
  Less: (d, a, b, op) => orderOf(d, op)(a, b) < 0,
  LessOrEqual: (d, a, b, op) => orderOf(d, op)(a, b) <= 0,
  Greater: (d, a, b, op) => orderOf(d, op)(a, b) > 0,
  GreaterOrEqual: (d, a, b, op) => orderOf(d, op)(a, b) >= 0,
  And: (d, a, b) => !d.equal(a, d.zero) && !d.equal(b, d.zero),
  Or: (d, a, b) => !d.equal(a, d.zero) || !d.equal(b, d.zero),
  Xor: (d, a, b) => d.equal(a, d.zero) !== d.equal(b, d.zero),
  Not: (d, a) => d.equal(a, d.zero),
};

const present = <E>(call: Call<E>): readonly Tensor<E>[] => call.inputs.filter((t) => t !== null);

/** Compares two tensors element by element. */
function compare<E>(call: Call<E>, test: Test): Tensor<E> {
  const operands = present(call);
  const zeroOrOne = pointwise(call, operands, (d, args) =>
    test(d, at(args, 0), args[1] ?? d.zero, call.op) ? d.one : d.zero,
  );
  if (zeroOrOne.kind === 'int') return zeroOrOne;
  return ints(
    zeroOrOne.shape,
    zeroOrOne.data.map((e) => (call.domain.equal(e, call.domain.zero) ? 0 : 1)),
  );
}

function where<E>(call: Call<E>): Tensor<E> {
  const [test, yes, no] = [input(call, 0), input(call, 1), input(call, 2)];
  const shape = broadcastShapes([test.shape, yes.shape, no.shape]);
  const [t, y, n] = [placeIn(test.shape), placeIn(yes.shape), placeIn(no.shape)];
  const holds = (index: readonly number[]) => test.data[t(index)] !== 0;
  if (yes.kind === 'int' && no.kind === 'int') {
    const pick = (i: readonly number[]) => (holds(i) ? at(yes.data, y(i)) : at(no.data, n(i)));
    return ints(shape, Array.from(indices(shape), pick));
  }
  const element = (from: Tensor<E>, place: number): E =>
    from.kind === 'real' ? at(from.data, place) : integer(call.domain, at(from.data, place));
  const pick = (i: readonly number[]) => (holds(i) ? element(yes, y(i)) : element(no, n(i)));
  return reals(shape, Array.from(indices(shape), pick));
}

/** A Clip with the bounds that it has, as a maximum and a minimum; an unknown function of all three in a field. */
function clipped<E>(call: Call<E>): Tensor<E> {
  const x = input(call, 0);
  const bound = (slot: number, name: string): Tensor<E> | null => {
    const attr = call.attrs.get(name);
    if (attr?.kind === 'float') return reals([], [readNumber(call.domain, attr.value)]);
    return call.inputs[slot] ?? null;
  };
  const [low, high] = [bound(1, 'min'), bound(2, 'max')];
  if (low !== null && high !== null) return pointwise(call, [x, low, high], clip);
  if (low !== null) return pointwise(call, [x, low], maximum);
  return high === null ? x : pointwise(call, [x, high], minimum);
}

/** What a fused operator applies to its result, with the parameters under the names that the function itself has. */
export function activate<E>(domain: Domain<E>, op: string, x: E, params: Attributed): E {
  const [low, high] = [floatAttr(params, 'min', -3.4e38), floatAttr(params, 'max', 3.4e38)];
  if (op === 'Clip') {
    const above = low > -3e38 ? maximum(domain, [x, readNumber(domain, low)], params) : x;
    if (low > -3e38 && high < 3e38)
      return clip(domain, [x, readNumber(domain, low), readNumber(domain, high)], params);
    return high < 3e38 ? minimum(domain, [above, readNumber(domain, high)], params) : above;
  }
  return (functions[op] ?? unknown(op))(domain, [x], params);
}

/** Elementwise operators of ai.onnx and com.microsoft, comparisons, Where and Clip. */
export const elementwise: Kernel = (call) => {
  if (call.op === 'Where') return [where(call)];
  if (call.op === 'Clip') return [clipped(call)];
  const f = functions[call.op] ?? unknown(call.op);
  const test = tests[call.op];
  return [test === undefined ? pointwise(call, present(call), f) : compare(call, test)];
};

export const elementwiseOps: readonly string[] = [
  ...Object.keys(functions),
  ...opaque,
  ...Object.keys(tests),
  'Where',
  'Clip',
];
