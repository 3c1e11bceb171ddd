import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import { gatherRows, normalise, startBackend, sumRows, tf } from '.';
import { memberMatMul } from './memberMatMul';

const random = createRandom(5);
const draw = (...shape: number[]): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    shape,
  );

const rows = () => tf.tensor1d([2, 0, 2, 1, 2], 'int32');

/** Functions with their arguments' shapes; each is weighted by fixed random numbers and summed. */
const cases: Readonly<Record<string, [(...x: tf.Tensor[]) => tf.Tensor, number[][]]>> = {
  'add, broadcast': [(a, b) => tf.add(a as tf.Tensor, b as tf.Tensor), [[3, 4], [4]]],
  'sub, broadcast': [(a, b) => tf.sub(a as tf.Tensor, b as tf.Tensor), [[4], [3, 4]]],
  'mul, broadcast': [
    (a, b) => tf.mul(a as tf.Tensor, b as tf.Tensor),
    [
      [2, 3, 4],
      [3, 1],
    ],
  ],
  div: [
    (a, b) => tf.div(a as tf.Tensor, tf.add(tf.square(b as tf.Tensor), 1)),
    [
      [3, 4],
      [1, 4],
    ],
  ],
  'maximum and minimum': [
    (a, b) => tf.add(tf.maximum(a as tf.Tensor, b as tf.Tensor), tf.minimum(a as tf.Tensor, 0.2)),
    [
      [3, 4],
      [3, 4],
    ],
  ],
  matMul: [
    (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor),
    [
      [3, 4],
      [4, 2],
    ],
  ],
  'matMul of a batch': [
    (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor),
    [
      [2, 3, 4],
      [2, 4, 2],
    ],
  ],
  'matMul, transposed': [
    (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor, true, true),
    [
      [4, 3],
      [2, 4],
    ],
  ],
  'sum and mean': [(a) => tf.add(tf.sum(a as tf.Tensor, 1), tf.mean(a as tf.Tensor, -1)), [[3, 4]]],
  'slice and concat': [
    (a, b) => tf.concat([tf.slice(a as tf.Tensor, [1, 0], [2, 3]), b as tf.Tensor], 1),
    [
      [3, 4],
      [2, 2],
    ],
  ],
  'tile and transpose': [
    (a) =>
      tf.transpose(tf.tile(tf.reshape(tf.expandDims(a as tf.Tensor, 0), [2, 3, 4]), [2, 3, 1]), [2, 0, 1]),
    [[2, 3, 4]],
  ],
  'relu, abs, softplus': [
    (a) => tf.add(tf.relu(a as tf.Tensor), tf.mul(tf.abs(a as tf.Tensor), tf.softplus(a as tf.Tensor))),
    [[3, 4]],
  ],
  'tanh, sigmoid, exp, log': [
    (a) => tf.add(tf.log(tf.exp(tf.tanh(a as tf.Tensor))), tf.sigmoid(a as tf.Tensor)),
    [[3, 4]],
  ],
  logSoftmax: [(a) => tf.logSoftmax(a as tf.Tensor), [[3, 4]]],
  normalise: [(a) => normalise(a as tf.Tensor), [[3, 6]]],
  memberMatMul: [
    (a, b) => memberMatMul(a as tf.Tensor3D, b as tf.Tensor3D),
    [
      [2, 3, 4],
      [2, 4, 5],
    ],
  ],
  gatherRows: [(a) => gatherRows(a as tf.Tensor2D, rows()), [[3, 4]]],
  sumRows: [(a) => sumRows(a as tf.Tensor2D, rows(), 4), [[5, 4]]],
};

describe.each(['cpu', 'wasm'] as const)('gradients on %s', (backend) => {
  beforeAll(async () => {
    expect(await startBackend(backend)).toBe(true);
  });

  it.each(Object.entries(cases))('%s agrees with differences', (_, [f, shapes]) => {
    tf.tidy(() => {
      const args = shapes.map((shape) => draw(...shape));
      const weights = draw(...f(...args).shape);
      const loss = (...x: tf.Tensor[]): tf.Tensor => tf.sum(tf.mul(f(...x), weights));
      const found = tf.grads(loss)(args);
      args.forEach((arg, k) => {
        const values = arg.dataSync();
        const gradient = found[k]?.dataSync() ?? [];
        expect(found[k]?.shape).toEqual(arg.shape);
        for (let i = 0; i < values.length; i++) {
          const at = (delta: number): number => {
            const moved = Float32Array.from(values);
            moved[i] = (moved[i] ?? 0) + delta;
            const changed = args.map((a, j) => (j === k ? tf.tensor(moved, arg.shape) : a));
            return loss(...changed).dataSync()[0] ?? 0;
          };
          const h = 1e-2;
          const exact = gradient[i] ?? Number.NaN;
          const off = Math.abs((at(h) - at(-h)) / (2 * h) - exact);
          expect(off, `element ${i} of argument ${k}`).toBeLessThanOrEqual(2e-3 + 0.01 * Math.abs(exact));
        }
      });
    });
  });
});
