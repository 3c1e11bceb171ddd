import { describe, expect, it } from 'vitest';
import type { Summary } from '../../../bench';
import { denseGraph } from '../../../bench/testing';
import { CodedError } from '../../../core';
import type { Lab } from './lab';
import { measureCandidates } from './measureCandidates';

const graph = denseGraph();
const measure = (
  compareMany: (...asked: Parameters<Lab['compareMany']>) => Promise<unknown>,
  signal = new AbortController().signal,
) => {
  const left: number[] = [];
  const measured = measureCandidates({
    lab: { compareMany } as unknown as Lab,
    base: graph,
    candidates: [{ graph, steps: [{}] } as never],
    seconds: 2.5,
    ms: 1500,
    seed: 1,
    signal,
    onProgress: (_message, _done, _total, secondsLeft) => left.push(secondsLeft),
    onRefused: () => undefined,
  });
  return { measured, left };
};

it('does not promise less time than the model needs to be run a few times', async () => {
  const { measured, left } = measure(async () => ({ candidates: [{ ratio: 1.1, ci95: [1, 1.2] }] }));
  await measured;
  // Warm-up and one round: the original twice and the candidate.
  expect(left).toEqual([13.5]);
});

describe('a measurement that Stop ends', () => {
  const stopped = (summary: Pick<Summary, 'candidates'> | null) => {
    const abort = new AbortController();
    return measure(async (_, { onSummary }) => {
      if (summary !== null) onSummary?.(summary as Summary);
      abort.abort();
      throw new CodedError('STOPPED', 'onnxruntime-web was stopped');
    }, abort.signal).measured;
  };

  it('tells what its rounds said until then', async () => {
    const candidates = [{ ratio: 1.2, ci95: [1.1, 1.3], win: true }] as unknown as Summary['candidates'];
    expect(await stopped({ candidates })).toMatchObject([{ ratio: 1.2, ci95: [1.1, 1.3] }]);
  });

  it('tells nothing where there were too few of them', async () => {
    expect(await stopped(null)).toEqual([]);
  });
});
