import { describe, expect, it } from 'vitest';
import type { Summary } from '../../../bench';
import { denseGraph } from '../../../bench/testing';
import { CodedError } from '../../../core';
import type { Candidate } from './findCandidates';
import type { Lab } from './lab';
import { type MeasureOptions, measureCandidates } from './measureCandidates';
import { chainGraph } from './testing';

const graph = denseGraph();
const options = {
  base: graph,
  free: async (candidate: Candidate) => candidate,
  seed: 1,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  onRefused: () => undefined,
};
const measure = (
  compareMany: (...asked: Parameters<Lab['compareMany']>) => Promise<unknown>,
  signal = options.signal,
) => {
  const left: number[] = [];
  const measured = measureCandidates({
    ...options,
    lab: { compareMany } as unknown as Lab,
    candidates: [{ graph: chainGraph(1), steps: [{}] } as never],
    reorder: (left) => left,
    seconds: 2.5,
    ms: 1500,
    signal,
    onProgress: (_message, _done, _total, secondsLeft) => left.push(secondsLeft),
  });
  return { measured, left };
};

it('does not promise less time than the model needs to be run a few times', async () => {
  const { measured, left } = measure(async () => ({ candidates: [{ ratio: 1.1, ci95: [1, 1.2] }] }));
  await measured;
  // Warm-up and one round: the original twice and the candidate.
  expect(left).toEqual([13.5]);
});

describe('candidates of more than one group', () => {
  /** Which of so many candidates were measured, by number, and how many at once. */
  async function measured(
    count: number,
    reorder: MeasureOptions['reorder'],
    free: MeasureOptions['free'] = options.free,
  ) {
    const atOnce: number[] = [];
    const compareMany = async (graphs: readonly unknown[]) => {
      atOnce.push(graphs.length);
      return { candidates: graphs.map(() => ({ ratio: 1.1, ci95: [1, 1.2] })) };
    };
    const all = await measureCandidates({
      ...options,
      lab: { compareMany } as unknown as Lab,
      candidates: Array.from(
        { length: count },
        (_, cost) => ({ graph: chainGraph(cost), steps: [{}], cost }) as never,
      ),
      reorder,
      free,
      seconds: 60,
      ms: 1,
    });
    return { atOnce, costs: costsOf(all.map(({ candidate }) => candidate)) };
  }
  const costsOf = (all: readonly { readonly cost: number }[]) => all.map(({ cost }) => cost);

  it('come in the order that the first ones showed to be best', async () => {
    const { atOnce, costs } = await measured(12, (left, known) => {
      expect(costsOf(known.map(({ candidate }) => candidate))).toEqual([0, 1, 2, 3]);
      expect(costsOf(left)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
      return [...left].reverse();
    });
    expect(atOnce).toEqual([4, 4]);
    expect(costs).toEqual([0, 1, 2, 3, 11, 10, 9, 8]);
  });

  it('end where none is left that can be told from the others', async () => {
    expect((await measured(6, () => [])).atOnce).toEqual([4]);
  });

  it('are freed of steps without effect, and measured once where that makes them one', async () => {
    const free = async (own: Candidate) =>
      own.cost === 1 || own.cost === 2 ? { ...own, graph: chainGraph(20) } : own;
    const { atOnce, costs } = await measured(6, (left) => left, free);
    expect({ atOnce, costs }).toEqual({ atOnce: [4, 1], costs: [0, 1, 3, 4, 5] });
    // Back at the original, nothing is left to measure.
    expect(
      (
        await measured(
          3,
          (left) => left,
          async (own) => ({ ...own, graph }),
        )
      ).atOnce,
    ).toEqual([]);
  });
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
