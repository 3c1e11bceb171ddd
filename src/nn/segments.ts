import * as tf from '@tensorflow/tfjs-core';
import { rowGatherKernel } from './wasmKernels';

type Save = tf.GradSaveFunc;

const gather = (x: tf.Tensor2D, rows: tf.Tensor1D): tf.Tensor2D =>
  tf.getBackend() === 'wasm'
    ? (tf.engine().runKernel(rowGatherKernel, { x, rows }) as tf.Tensor2D)
    : tf.gather(x, rows);

/** Rows of `x` [rows, features] by number, [n, features]. Its gradient is `sumRows`. */
export function gatherRows(x: tf.Tensor2D, rows: tf.Tensor1D): tf.Tensor2D {
  const count = x.shape[0];
  const op = tf.customGrad((...args: unknown[]) => {
    (args[1] as Save)([rows]);
    return {
      value: gather(args[0] as tf.Tensor2D, rows),
      gradFunc: (dy: tf.Tensor2D, [ids]: tf.Tensor[]) => tf.unsortedSegmentSum(dy, ids as tf.Tensor1D, count),
    };
  });
  return op(x);
}

/** Sums the rows of `x` [n, features] that have the same number, [count, features]. Its gradient is `gatherRows`. */
export function sumRows(x: tf.Tensor2D, rows: tf.Tensor1D, count: number): tf.Tensor2D {
  const op = tf.customGrad((...args: unknown[]) => {
    (args[1] as Save)([rows]);
    return {
      value: tf.unsortedSegmentSum(args[0] as tf.Tensor2D, rows, count),
      gradFunc: (dy: tf.Tensor2D, [ids]: tf.Tensor[]) => gather(dy, ids as tf.Tensor1D),
    };
  });
  return op(x);
}
