import * as tf from '@tensorflow/tfjs-core';

/** Matrix m of [members, rows, columns]. */
const matrix = (x: tf.Tensor3D, m: number): tf.Tensor2D => {
  const [, rows, columns] = x.shape;
  return tf.reshape(tf.slice(x, [m, 0, 0], [1, rows, columns]), [rows, columns]);
};

const each = (members: number, product: (m: number) => tf.Tensor2D): tf.Tensor3D =>
  tf.stack(Array.from({ length: members }, (_, m) => product(m))) as tf.Tensor3D;

/**
 * Independent products side by side: x [members, rows, inputs] · w [members, inputs, units]. On WASM one by one, with
 * explicit transposes in the gradient: tfjs 4.22's kernel takes its slow path for a batch of matrices as it does for
 * transposed ones.
 */
export function memberMatMul(x: tf.Tensor3D, w: tf.Tensor3D): tf.Tensor3D {
  if (tf.getBackend() !== 'wasm') return tf.matMul(x, w);
  const members = x.shape[0];
  const op = tf.customGrad((...args: unknown[]) => {
    const [a, b, save] = args as [tf.Tensor3D, tf.Tensor3D, tf.GradSaveFunc];
    save([a, b]);
    return {
      value: each(members, (m) => tf.matMul(matrix(a, m), matrix(b, m))),
      gradFunc: (dy: tf.Tensor3D, saved: tf.Tensor[]) => {
        const [left, right] = saved as [tf.Tensor3D, tf.Tensor3D];
        return [
          each(members, (m) => tf.matMul(matrix(dy, m), tf.transpose(matrix(right, m)))),
          each(members, (m) => tf.matMul(tf.transpose(matrix(left, m)), matrix(dy, m))),
        ];
      },
    };
  });
  return op(x, w);
}
