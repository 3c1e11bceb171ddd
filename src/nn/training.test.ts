import { describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import { Adam, chooseBackend, dense, layerNorm, Parameters, startBackend, tf } from '.';

const random = createRandom(2);
const inputs = Float32Array.from({ length: 64 * 3 }, () => random.normal());
const targets = Float32Array.from({ length: 64 }, (_, i) => (inputs[3 * i] ?? 0) * (inputs[3 * i + 1] ?? 0));

/** Fits a product of two inputs; the losses of all updates. */
function descend(updates: number, seed = 1, resumeAt: number | null = null) {
  const forward = (p: Parameters, x: tf.Tensor) =>
    dense(p, 'out', tf.relu(layerNorm(p, 'norm', dense(p, 'in', x, 32))), 1);
  let p = new Parameters(seed);
  let adam = new Adam(p, { learningRate: 0.01, clipNorm: 1 });
  const x = tf.tensor2d(inputs, [64, 3]);
  const y = tf.tensor2d(targets, [64, 1]);
  tf.tidy(() => forward(p, x));
  return (async () => {
    const losses: number[] = [];
    const counts: number[] = [];
    for (let i = 0; i < updates; i++) {
      if (i === resumeAt) {
        const [weights, state] = [await p.read(), await adam.read()];
        p.dispose();
        adam.dispose();
        p = new Parameters(99);
        p.write(weights);
        adam = new Adam(p, { learningRate: 0.01, clipNorm: 1 });
        adam.write(state);
      }
      const report = adam.minimise(() => {
        const loss = tf.mean(tf.square(tf.sub(forward(p, x), y))) as tf.Scalar;
        return { loss, parts: tf.reshape(loss, [1]) as tf.Tensor1D };
      });
      losses.push(report.dataSync()[0] ?? Number.NaN);
      report.dispose();
      counts.push(tf.memory().numTensors);
    }
    p.dispose();
    adam.dispose();
    tf.dispose([x, y]);
    return { losses, counts };
  })();
}

describe('training', () => {
  it('lowers the loss without leaking over 200 updates, and the backends agree', async () => {
    const byBackend: number[][] = [];
    for (const backend of ['cpu', 'wasm'] as const) {
      expect(await startBackend(backend)).toBe(true);
      const { losses, counts } = await descend(200);
      expect(new Set(counts.slice(1)).size).toBe(1);
      expect(losses.at(-1)).toBeLessThan(0.1 * (losses[0] ?? 0));
      byBackend.push(losses);
    }
    const [cpu = [], wasm = []] = byBackend;
    for (let i = 0; i < 20; i++) expect(wasm[i]).toBeCloseTo(cpu[i] ?? 0, 4);
  });

  it('goes on from what was saved as if nothing had happened', async () => {
    await startBackend('wasm');
    const through = await descend(30);
    const resumed = await descend(30, 1, 15);
    expect(resumed.losses).toEqual(through.losses);
  });

  it('chooses a backend by measuring', async () => {
    const choice = await chooseBackend();
    expect(['wasm', 'cpu']).toContain(choice.name);
    expect(Object.keys(choice.measured).sort()).toEqual(['cpu', 'wasm']);
    expect(tf.getBackend()).toBe(choice.name);
    await expect(chooseBackend({ allowed: ['webgl'] })).rejects.toThrow(/no backend/);
  });
});
