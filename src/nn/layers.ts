import * as tf from '@tensorflow/tfjs-core';
import { memberMatMul } from './memberMatMul';
import type { Initialiser, Parameters } from './parameters';

/**
 * x·w + b over the last axis: x [rows, inputs] → [rows, units], or with `members` as many independent layers side by
 * side, x [members, rows, inputs] → [members, rows, units].
 */
export function dense(
  p: Parameters,
  name: string,
  x: tf.Tensor,
  units: number,
  options: { readonly members?: number; readonly init?: Initialiser; readonly bias?: boolean } = {},
): tf.Tensor {
  const { members, init = 'fan-in', bias = true } = options;
  const inputs = x.shape.at(-1) ?? 0;
  // One large product, where the same weights serve all leading axes.
  if (members === undefined && x.rank > 2) {
    const flat = dense(p, name, tf.reshape(x, [-1, inputs]), units, options);
    return tf.reshape(flat, [...x.shape.slice(0, -1), units]);
  }
  const lead = members === undefined ? [] : [members];
  const w = p.get<tf.Rank.R3>(`${name}/w`, [...lead, inputs, units], init);
  const y = members === undefined ? tf.matMul(x, w) : memberMatMul(x as tf.Tensor3D, w);
  if (!bias) return y;
  return tf.add(y, p.get(`${name}/b`, members === undefined ? [units] : [members, 1, units], 'zeros'));
}

/** Layer normalization over the last axis, with a scale and a shift per feature. */
export function layerNorm(p: Parameters, name: string, x: tf.Tensor): tf.Tensor {
  const width = x.shape.at(-1) ?? 0;
  const scaled = tf.mul(normalise(x), p.get(`${name}/scale`, [width], 'ones'));
  return tf.add(scaled, p.get(`${name}/shift`, [width], 'zeros'));
}

/** Zero mean and unit variance over the last axis; one custom gradient instead of that of eight kernels. */
export function normalise(x: tf.Tensor, epsilon = 1e-5): tf.Tensor {
  const op = tf.customGrad((...args: unknown[]) => {
    const input = args[0] as tf.Tensor;
    const save = args[1] as tf.GradSaveFunc;
    const centred = tf.sub(input, tf.mean(input, -1, true));
    const deviation = tf.sqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
    const y = tf.div(centred, deviation);
    save([y, deviation]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [out, scale] = saved as [tf.Tensor, tf.Tensor];
        const along = tf.mul(out, tf.mean(tf.mul(dy, out), -1, true));
        return tf.div(tf.sub(tf.sub(dy, tf.mean(dy, -1, true)), along), scale);
      },
    };
  });
  return op(x);
}
