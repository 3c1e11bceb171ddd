import { beforeAll, describe, expect, it } from 'vitest';
import { compareMany, compareModels } from './compareModels';
import { makeInputs } from './inputs';
import { encodeBeside } from './materialise';
import type { Runtime } from './runtime';
import { denseGraph, testRuntime } from './testing';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await testRuntime();
});
const never = () => {
  throw new Error('nothing to resolve');
};
const small = encodeBeside(denseGraph(64, 128, 128), never);
const large = encodeBeside(denseGraph(64, 128, 512), never);
const feeds = makeInputs(denseGraph(64, 128, 128), { kind: 'normal', seed: 1 });

describe('comparing models', () => {
  it('tells a model with a quarter of the work apart, several candidates in the same rounds', async () => {
    const progress: number[] = [];
    const result = await compareMany(runtime, large, [small, large], feeds, {
      seconds: 6,
      minRounds: 6,
      precision: 0.2,
      seed: 1,
      onProgress: ({ done }) => progress.push(done),
    });
    expect(result.candidates).toHaveLength(2);
    expect(result.candidates[0]?.ratio).toBeGreaterThan(1.5);
    expect(result.candidates[1]?.win).toBe(false);
    expect(result.info).toMatchObject({ ep: 'wasm', adapter: 'CPU' });
    expect(progress.at(-1)).toBeGreaterThan(0);
  });

  it('says so when the page was hidden, and stops when asked', async () => {
    const options = { seconds: 0.5, seed: 1 };
    const hidden = await compareModels(runtime, large, small, feeds, { ...options, hidden: () => true });
    expect(hidden.trouble?.code).toBe('PAGE_HIDDEN');
    expect(hidden.win).toBe(false);
    const stopped = compareModels(runtime, large, small, feeds, { ...options, signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'STOPPED' });
  });
});
