import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import { startBackend, tf } from '../nn';
import { drawLatent, logDensity, type Mixture } from './mixture';

const logits = [0.2, -0.5, 1];
const means = [-2, 0.5, 3];
const sigmas = [0.4, 0.8, 0.3];
const rows = 40_000;

/** The same one-dimensional mixture in every row. */
const mixture = (count: number): Mixture => {
  const tile = (values: readonly number[]): tf.Tensor => tf.tile(tf.tensor2d([[...values]]), [count, 1]);
  return {
    logits: tile(logits) as tf.Tensor2D,
    mean: tf.reshape(tile(means), [count, 3, 1]),
    sigma: tf.reshape(tile(sigmas), [count, 3, 1]),
  };
};

const draw = (temperature: number, spread: boolean): Float32Array => {
  const random = createRandom(9);
  const noise = {
    gumbel: tf.tensor2d(
      Float32Array.from({ length: 3 * rows }, () => -Math.log(-Math.log(random.next() + 1e-12))),
      [rows, 3],
    ),
    normal: tf.tensor2d(
      Float32Array.from({ length: rows }, () => random.normal()),
      [rows, 1],
    ),
  };
  return drawLatent(mixture(rows), temperature, spread, noise).dataSync() as Float32Array;
};

const weightsAt = (temperature: number): number[] => {
  const powers = logits.map((logit) => Math.exp(logit / temperature));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
};

const densityOf = (x: number, temperature: number): number =>
  weightsAt(temperature).reduce((sum, weight, k) => {
    const sigma = (sigmas[k] ?? 1) * Math.sqrt(temperature);
    const off = (x - (means[k] ?? 0)) / sigma;
    return sum + (weight * Math.exp(-0.5 * off * off)) / (sigma * Math.sqrt(2 * Math.PI));
  }, 0);

describe('mixtures', () => {
  beforeAll(async () => {
    expect(await startBackend('wasm')).toBe(true);
  });

  it('have the density that they are written down with', () => {
    tf.tidy(() => {
      for (const x of [-2, 0, 1.3, 3.2]) {
        const found = logDensity(mixture(1), tf.tensor2d([[x]])).dataSync()[0];
        expect(found).toBeCloseTo(Math.log(densityOf(x, 1)), 4);
      }
    });
  });

  it.each([0.5, 1, 2])('are drawn from with their density at temperature %d', (temperature) => {
    tf.tidy(() => {
      const draws = draw(temperature, true);
      const [low, high, bins] = [-4, 5, 30];
      const width = (high - low) / bins;
      const found = new Float64Array(bins);
      for (const x of draws) {
        const bin = Math.floor((x - low) / width);
        if (bin >= 0 && bin < bins) found[bin] = (found[bin] ?? 0) + 1;
      }
      // Pearson's χ² over bins where at least 20 draws are expected.
      let [chi, freedom] = [0, -1];
      for (let bin = 0; bin < bins; bin++) {
        let expected = 0;
        for (let i = 0; i < 20; i++)
          expected += (rows * width * densityOf(low + (bin + (i + 0.5) / 20) * width, temperature)) / 20;
        if (expected < 20) continue;
        chi += ((found[bin] ?? 0) - expected) ** 2 / expected;
        freedom++;
      }
      expect(chi).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
    });
  });

  it('give the likeliest mean at temperature 0, and means alone without spread', () => {
    tf.tidy(() => {
      expect(new Set(draw(0, true))).toEqual(new Set([3]));
      expect(new Set(draw(1, false))).toEqual(new Set(means));
    });
  });
});
