import * as tf from '@tensorflow/tfjs-core';

/** What `of` makes of `x`, as a value through which no gradient flows. */
export function stopGradient(x: tf.Tensor, of: (x: tf.Tensor) => tf.Tensor = tf.clone): tf.Tensor {
  const op = tf.customGrad((...args: unknown[]) => {
    const input = args[0] as tf.Tensor;
    const { shape } = input;
    return { value: of(input), gradFunc: () => tf.zeros(shape) };
  });
  return op(x);
}
