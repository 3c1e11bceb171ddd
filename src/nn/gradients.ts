import * as tf from '@tensorflow/tfjs-core';

/** Sums a gradient over the axes along which an operand was broadcast. */
function sumTo(dy: tf.Tensor, shape: number[]): tf.Tensor {
  const offset = dy.rank - shape.length;
  const axes: number[] = [];
  for (let axis = 0; axis < dy.rank; axis++) {
    if (axis < offset || (shape[axis - offset] === 1 && dy.shape[axis] !== 1)) axes.push(axis);
  }
  return tf.reshape(axes.length === 0 ? dy : tf.sum(dy, axes), shape);
}

const axesOf = (axis: unknown, rank: number): number[] => {
  const list = axis === undefined || axis === null ? [...Array(rank).keys()] : [axis].flat();
  return list.map((a) => (Number(a) + rank) % rank);
};

/** Spreads the gradient of a reduction over what was reduced. */
function spread(dy: tf.Tensor, x: tf.Tensor, axis: unknown): tf.Tensor {
  const axes = axesOf(axis, x.rank);
  const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
  return tf.mul(tf.reshape(dy, kept), tf.ones(x.shape));
}

/** The transpose of the last two axes as a tensor of its own. */
function transposed(x: tf.Tensor): tf.Tensor {
  const order = [...Array(x.rank).keys()];
  order.push(...order.splice(-2).reverse());
  return tf.transpose(x, order);
}

/**
 * A product with one operand transposed. Written out, since tfjs 4.22's WASM kernel takes a slow path for its transpose
 * flags (ten times slower at [1024, 256]); the other backends read the flag for free.
 */
function product(a: tf.Tensor, b: tf.Tensor, transposeA: boolean, transposeB: boolean): tf.Tensor {
  if (tf.getBackend() !== 'wasm') return tf.matMul(a, b, transposeA, transposeB);
  return tf.matMul(transposeA ? transposed(a) : a, transposeB ? transposed(b) : b);
}

type Rule = (dy: tf.Tensor, saved: tf.Tensor[], attrs: tf.NamedAttrMap) => Record<string, () => tf.Tensor>;
interface GradientOf {
  readonly inputs?: string[];
  readonly output?: boolean;
  readonly grad: Rule;
}

const pair = (saved: tf.Tensor[]): [tf.Tensor, tf.Tensor] => [saved[0] as tf.Tensor, saved[1] as tf.Tensor];
const only = (saved: tf.Tensor[]): tf.Tensor => saved[0] as tf.Tensor;

/** A function of one input whose gradient is `dy · f(saved)`. */
const unary = (input: string, save: 'input' | 'output', f: (x: tf.Tensor) => tf.Tensor): GradientOf => ({
  ...(save === 'input' ? { inputs: [input] } : { output: true }),
  grad: (dy, saved) => ({ [input]: () => tf.mul(dy, f(only(saved))) }),
});

const gradients: Readonly<Record<string, GradientOf>> = {
  Add: {
    inputs: ['a', 'b'],
    grad: (dy, saved) => {
      const [a, b] = pair(saved);
      return { a: () => sumTo(dy, a.shape), b: () => sumTo(dy, b.shape) };
    },
  },
  Sub: {
    inputs: ['a', 'b'],
    grad: (dy, saved) => {
      const [a, b] = pair(saved);
      return { a: () => sumTo(dy, a.shape), b: () => sumTo(tf.neg(dy), b.shape) };
    },
  },
  Multiply: {
    inputs: ['a', 'b'],
    grad: (dy, saved) => {
      const [a, b] = pair(saved);
      return { a: () => sumTo(tf.mul(dy, b), a.shape), b: () => sumTo(tf.mul(dy, a), b.shape) };
    },
  },
  RealDiv: {
    inputs: ['a', 'b'],
    grad: (dy, saved) => {
      const [a, b] = pair(saved);
      return {
        a: () => sumTo(tf.div(dy, b), a.shape),
        b: () => sumTo(tf.neg(tf.div(tf.mul(dy, a), tf.square(b))), b.shape),
      };
    },
  },
  Maximum: {
    inputs: ['a', 'b'],
    grad: (dy, saved) => {
      const [a, b] = pair(saved);
      return {
        a: () => sumTo(tf.mul(dy, tf.cast(tf.greaterEqual(a, b), 'float32')), a.shape),
        b: () => sumTo(tf.mul(dy, tf.cast(tf.less(a, b), 'float32')), b.shape),
      };
    },
  },
  Minimum: {
    inputs: ['a', 'b'],
    grad: (dy, saved) => {
      const [a, b] = pair(saved);
      return {
        a: () => sumTo(tf.mul(dy, tf.cast(tf.lessEqual(a, b), 'float32')), a.shape),
        b: () => sumTo(tf.mul(dy, tf.cast(tf.greater(a, b), 'float32')), b.shape),
      };
    },
  },
  BatchMatMul: {
    inputs: ['a', 'b'],
    grad: (dy, saved, attrs) => {
      const [a, b] = pair(saved);
      const ta = attrs.transposeA === true;
      const tb = attrs.transposeB === true;
      return {
        a: () => (ta ? product(b, dy, tb, true) : product(dy, b, false, !tb)),
        b: () => (tb ? product(dy, a, true, ta) : product(a, dy, !ta, false)),
      };
    },
  },
  Sum: {
    inputs: ['x'],
    grad: (dy, saved, attrs) => ({ x: () => spread(dy, only(saved), attrs.axis) }),
  },
  Mean: {
    inputs: ['x'],
    grad: (dy, saved, attrs) => {
      const x = only(saved);
      const count = axesOf(attrs.axis, x.rank).reduce((n, axis) => n * (x.shape[axis] ?? 1), 1);
      return { x: () => tf.div(spread(dy, x, attrs.axis), count) };
    },
  },
  Reshape: { inputs: ['x'], grad: (dy, saved) => ({ x: () => tf.reshape(dy, only(saved).shape) }) },
  ExpandDims: {
    inputs: ['input'],
    grad: (dy, saved) => ({ input: () => tf.reshape(dy, only(saved).shape) }),
  },
  Identity: { grad: (dy) => ({ x: () => tf.clone(dy) }) },
  Cast: { grad: (dy) => ({ x: () => tf.cast(dy, 'float32') }) },
  Transpose: {
    grad: (dy, _, attrs) => {
      const perm = attrs.perm as number[];
      return { x: () => tf.transpose(dy, tf.backend_util.getUndoAxesPermutation(perm)) };
    },
  },
  Slice: {
    inputs: ['x'],
    grad: (dy, saved, attrs) => {
      const x = only(saved);
      const begin = attrs.begin as number[];
      const pads = x.shape.map((size, i): [number, number] => {
        const from = begin[i] ?? 0;
        return [from, size - from - (dy.shape[i] ?? 0)];
      });
      return { x: () => tf.pad(dy, pads) };
    },
  },
  Tile: {
    inputs: ['x'],
    grad: (dy, saved, attrs) => {
      const x = only(saved);
      const reps = attrs.reps as number[];
      const split = x.shape.flatMap((size, i) => [reps[i] ?? 1, size]);
      const axes = x.shape.map((_, i) => 2 * i);
      return { x: () => tf.reshape(tf.sum(tf.reshape(dy, split), axes), x.shape) };
    },
  },
  Relu: unary('x', 'input', (x) => tf.cast(tf.greater(x, 0), 'float32')),
  Exp: unary('x', 'output', (y) => y),
  Log: unary('x', 'input', (x) => tf.reciprocal(x)),
  Neg: unary('x', 'input', (x) => tf.fill(x.shape, -1)),
  Square: unary('x', 'input', (x) => tf.mul(x, 2)),
  Sqrt: unary('x', 'output', (y) => tf.div(0.5, y)),
  Abs: unary('x', 'input', (x) =>
    tf.sub(tf.cast(tf.greater(x, 0), 'float32'), tf.cast(tf.less(x, 0), 'float32')),
  ),
  Tanh: unary('x', 'output', (y) => tf.sub(1, tf.square(y))),
  Sigmoid: unary('x', 'output', (y) => tf.mul(y, tf.sub(1, y))),
  Softplus: unary('x', 'input', (x) => tf.sigmoid(x)),
};

let done = false;

/**
 * Gradients of the kernels that the models here use. tfjs-core's main module registers none, and its own list would
 * bring all of them; this one is short and its matMul is the fast one.
 */
export function registerGradients(): void {
  if (done) return;
  done = true;
  for (const [kernelName, { inputs, output, grad }] of Object.entries(gradients)) {
    if (tf.getGradient(kernelName) !== undefined) tf.unregisterGradient(kernelName);
    tf.registerGradient({
      kernelName,
      ...(inputs ? { inputsToSave: inputs } : {}),
      ...(output ? { outputsToSave: [true] } : {}),
      gradFunc: (dy, saved, attrs) => grad(dy as tf.Tensor, saved, attrs),
    });
  }
  tf.registerGradient({
    kernelName: 'Concat',
    saveAllInputs: true,
    gradFunc: (dy, saved, attrs) => {
      const axis = axesOf(attrs.axis, (saved[0] as tf.Tensor).rank)[0] ?? 0;
      const sizes = saved.map((x) => x.shape[axis] ?? 0);
      const parts = tf.split(dy as tf.Tensor, sizes, axis);
      return Object.fromEntries(parts.map((part, i) => [String(i), () => part]));
    },
  });
}
