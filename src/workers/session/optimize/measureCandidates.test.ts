import { expect, it } from 'vitest';
import { denseGraph } from '../../../bench/testing';
import type { Lab } from './lab';
import { measureCandidates } from './measureCandidates';

it('does not promise less time than the model needs to be run a few times', async () => {
  const graph = denseGraph();
  const lab = {
    compareMany: async () => ({ candidates: [{ ratio: 1.1, ci95: [1, 1.2] }] }),
  } as unknown as Lab;
  const left: number[] = [];
  await measureCandidates({
    lab,
    base: graph,
    candidates: [{ graph, steps: [{}] } as never],
    seconds: 2.5,
    ms: 1500,
    seed: 1,
    signal: new AbortController().signal,
    onProgress: (_message, _done, _total, secondsLeft) => left.push(secondsLeft),
    onRefused: () => undefined,
  });
  // Warm-up and one round: the original twice and the candidate.
  expect(left).toEqual([13.5]);
});
