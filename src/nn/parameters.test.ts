import { expect, it } from 'vitest';
import { Parameters, startBackend, tf } from '.';

it('has no parameters after it was disposed, and makes none', async () => {
  expect(await startBackend('cpu')).toBe(true);
  const before = tf.memory().numTensors;
  const parameters = new Parameters(1);
  parameters.get('a', [2, 3]);
  parameters.dispose();
  expect(() => parameters.get('a', [2, 3])).toThrow(/disposed/);
  expect(() => parameters.write([{ name: 'b', shape: [1], values: Float32Array.of(1) }])).toThrow(/disposed/);
  parameters.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
