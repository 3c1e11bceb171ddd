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
    reorder: (left) => left,
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

it('what the first graphs show decides which come next', async () => {
  const named = (cost: number) => ({ graph, steps: [{}], cost }) as never;
  const asked: number[] = [];
  await measureCandidates({
    lab: {
      compareMany: async (graphs: readonly unknown[]) => {
        asked.push(graphs.length);
        return { candidates: graphs.map(() => ({ ratio: 1.1, ci95: [1, 1.2] })) };
      },
    } as unknown as Lab,
    base: graph,
    candidates: Array.from({ length: 12 }, (_, i) => named(i)),
    reorder: (left, measured) => {
      // Four were measured, and are not among those that are left.
      expect(measured.map(({ candidate }) => candidate.cost)).toEqual([0, 1, 2, 3]);
      expect(left.map(({ cost }) => cost)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
      return [...left].reverse();
    },
    seconds: 60,
    ms: 1,
    seed: 1,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onRefused: () => undefined,
  }).then((all) => expect(all.map(({ candidate }) => candidate.cost)).toEqual([0, 1, 2, 3, 11, 10, 9, 8]));
  expect(asked).toEqual([4, 4]);
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
