import { describe, expect, it } from 'vitest';
import type { EquivalenceReport } from '../../../bench';
import type { NodeId } from '../../../graph';
import { graphBuilder } from '../../../graph/fixtures';
import { rules } from '../../../transforms';
import type { Candidate } from './findCandidates';
import { firstEquivalent } from './firstEquivalent';
import type { Lab } from './lab';

/** A way that plays these rules, one after the other; each step has a graph of its own. */
function way(...played: readonly number[]): Candidate {
  const steps = played.map((rule) => ({
    site: { rule, anchor: 0 as NodeId, variant: 0 },
    graph: graphBuilder({ opset: 17 }).build(),
  }));
  return { steps, graph: steps.at(-1)?.graph ?? graphBuilder({ opset: 17 }).build(), cost: 1 };
}

const nothing = 'all outputs are empty for these inputs';
const verdict = (passed: boolean, told = true) =>
  ({
    passed,
    told,
    worst: { output: 'y', reason: passed ? null : told ? 'it differs' : nothing },
  }) as EquivalenceReport;

/** Holds these candidates against an original; what a check says depends on the rules on the way there. */
function check(
  candidates: readonly Candidate[],
  verdictOf: (own: readonly number[]) => EquivalenceReport,
  inTime = true,
) {
  const played = new Map(
    candidates.flatMap(({ steps }) =>
      steps.map(({ graph }, i) => [graph, steps.slice(0, i + 1).map(({ site }) => site.rule)] as const),
    ),
  );
  const checked: (readonly number[])[] = [];
  const messages: string[] = [];
  const lab: Pick<Lab, 'verify'> = {
    verify: async (graph) => {
      const own = played.get(graph) ?? [];
      checked.push(own);
      return verdictOf(own);
    },
  };
  const emit = {
    progress: ({ message }: { readonly message: string }) => messages.push(message),
    steps: () => undefined,
    step: () => undefined,
    shares: () => undefined,
  };
  const verdicts = new Map<Candidate['graph'], EquivalenceReport>();
  const run = () =>
    firstEquivalent({
      job: { signal: new AbortController().signal, emit },
      lab,
      measured: candidates.map((candidate) => ({ candidate })),
      verdicts,
      inTime: () => inTime,
    });
  return { run, checked, messages, verdicts };
}

/** Wrong as soon as one of these rules was played. */
const wrongBy =
  (...wrong: readonly number[]) =>
  (own: readonly number[]) =>
    verdict(!own.some((rule) => wrong.includes(rule)));
const name = (rule: number): string => rules[rule]?.name ?? '';

describe('the fastest candidate that computes the same', () => {
  it('is found behind one that does not, whose wrong rule is named', async () => {
    const { run, messages } = check([way(0, 1, 2, 3), way(0, 3)], wrongBy(2));
    const { chosen, culprits, told } = await run();
    expect(chosen?.candidate.steps).toHaveLength(2);
    expect({ culprits, told }).toEqual({ culprits: [name(2)], told: true });
    expect(messages).toContain(`Rejected: ${name(2)} changed output y`);
  });

  it('is not looked for where nothing can be compared, and no rule is to blame for that', async () => {
    const { run, checked, messages } = check([way(0, 1, 2, 3), way(4, 5)], () => verdict(false, false));
    const { chosen, culprits, reason, told } = await run();
    expect({ chosen, culprits, reason, told }).toEqual({
      chosen: null,
      culprits: [],
      reason: nothing,
      told: false,
    });
    expect(checked).toEqual([
      [0, 1, 2, 3],
      [4, 5],
    ]);
    expect(messages.some((text) => text.startsWith('Rejected'))).toBe(false);
  });

  it('is looked for beyond one of which nothing can be told, which is the candidate’s own fault', async () => {
    const { run } = check([way(0, 1), way(2)], (own) => verdict(own.includes(2), own.includes(2)));
    const { chosen, told } = await run();
    expect(chosen?.candidate.steps).toHaveLength(1);
    expect(told).toBe(true);
  });

  it('is not looked for for ever where none can be told', async () => {
    const { run, checked } = check(
      [0, 1, 2, 3, 4].map((rule) => way(rule)),
      () => verdict(false, false),
    );
    expect((await run()).told).toBe(false);
    expect(checked).toHaveLength(3);
  });

  it('may be one that plays a culprit at another place, where there is no time for another search', async () => {
    // The rule is wrong behind rule 0 alone.
    const wrong = (own: readonly number[]) => verdict(!(own.includes(0) && own.includes(2)));
    const late = check([way(0, 2), way(1, 2)], wrong, false);
    expect((await late.run()).chosen?.candidate.steps.map(({ site }) => site.rule)).toEqual([1, 2]);
    const early = check([way(0, 2), way(1, 2)], wrong);
    expect((await early.run()).chosen).toBeNull();
  });

  it('stays the one that passed before, though of a faster one nothing can be told', async () => {
    const [fast, slow] = [way(0, 1), way(2)];
    const { run, verdicts } = check([fast, slow], () => verdict(false, false));
    verdicts.set(slow.graph, verdict(true));
    expect((await run()).chosen?.candidate).toBe(slow);
  });

  it('says what stood against the others where none is left', async () => {
    const { run } = check([way(0, 1)], wrongBy(1));
    expect((await run()).reason).toBe(
      `no candidate computes what the original does: ${name(1)} changed output y`,
    );
  });

  it('checks nothing that plays a culprit too', async () => {
    const { run, checked } = check([way(2), way(2, 3), way(1, 2), way(1)], wrongBy(2));
    expect((await run()).chosen?.candidate.steps).toHaveLength(1);
    expect(checked).toEqual([[2], [1]]);
  });

  it('looks for one culprit and no more when the time is over', async () => {
    const wrong = [way(0, 1, 2, 7), way(0, 1, 3, 8), way(0, 1, 4, 9)];
    const { run, checked } = check(wrong, wrongBy(7, 8, 9), false);
    expect((await run()).culprits).toEqual([name(7)]);
    // Two checks found the first culprit; the other two candidates took one each.
    expect(checked).toHaveLength(5);
    const patient = check(wrong, wrongBy(7, 8, 9));
    expect((await patient.run()).culprits).toEqual([name(7), name(8), name(9)]);
  });

  it('does not check again what failed before', async () => {
    const { run, checked } = check([way(0)], wrongBy(0));
    await run();
    await run();
    expect(checked).toHaveLength(1);
  });

  it('does not take a step after which nothing can be compared for the wrong one', async () => {
    const own = check([way(0, 1, 2, 3)], (played) => verdict(false, played.length === 4));
    expect((await own.run()).culprits).toEqual([name(3)]);
  });
});
