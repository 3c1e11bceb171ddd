import { describe, expect, it } from 'vitest';
import { describeMachine } from '../../perf/machine';
import { verdictsOf } from './goals';
import { evaluationPage } from './page';
import type { Conditions, EvaluationReport, PeerRow, TableReport } from './report';
import type { EvaluationRow, SeedRow } from './rows';
import type { RatioInterval } from './statistics';

const about: Conditions = {
  date: '2026-01-01',
  machine: describeMachine(),
  versions: { dreamgraph: '0.1.0' },
  seeds: [1],
  threads: 1,
  searchSeconds: 5,
  measurements: 50,
  patience: 4,
};
const near = (ratio: number, half = 0.01): RatioInterval => ({ ratio, ci95: [ratio - half, ratio + half] });

function row(model: string, search: string, ratio: number, more: Partial<EvaluationRow> = {}): EvaluationRow {
  const speedup = near(ratio);
  const seed: SeedRow = {
    seed: 1,
    returned: ratio > 1.02 ? 'rewritten' : 'original',
    graph: 'g',
    speedup,
    realMeasurements: 3,
    measuringEnd: 'patience',
    seconds: 1,
    steps: 5,
    macs: 10,
    equivalent: true,
    stopReason: 'converged',
    dream: null,
    imagined: null,
  };
  return {
    model,
    class: 'one-token encoder',
    search,
    seeds: [1],
    speedup,
    returnedSpeedup: ratio > 1.02 ? ratio : 1,
    noise: 0.01,
    boundShare: 0.9,
    realMeasurements: 3,
    seconds: 1,
    steps: 5,
    equivalent: true,
    stopReasons: ['converged'],
    against: {},
    reason: null,
    perSeed: [seed],
    ...more,
  };
}

const wild = (...rows: EvaluationRow[]): EvaluationReport => ({
  suite: 'wild',
  ...about,
  models: [...new Set(rows.map(({ model }) => model))].map((model) => ({
    model,
    class: 'one-token encoder',
    nodes: 5,
    originalMs: 10,
    date: about.date,
    cpu: about.machine.cpu,
    bound: { ratio: 1.266, from: 'somewhere' },
  })),
  rows,
  missing: { swin_t: 'not measured yet' },
});

const verdict = (reports: readonly EvaluationReport[], part: string) => {
  const found = verdictsOf(reports, 'auto').find(({ goal }) => goal.includes(part));
  if (found === undefined) throw new Error(part);
  return found;
};

describe('verdicts', () => {
  it('of nothing are all: not measured', () => {
    expect(new Set(verdictsOf([], 'auto').map(({ status }) => status))).toEqual(new Set(['not measured']));
  });

  it('compare the figure with the goal', () => {
    const report = wild(row('bert_mini', 'auto', 1.25), row('vit_tiny', 'auto', 1.03));
    expect(verdict([report], 'bert_mini at least')).toMatchObject({ status: 'reached' });
    expect(verdict([report], 'vit_tiny at least').status).toBe('not reached');
    expect(verdict([report], 'vit_b_16 at least').status).toBe('not measured');
  });

  it('count what came back, not what was tried, in the convolutional mean', () => {
    const conv = { class: 'convolutional' } as const;
    const report = wild(row('resnet18', 'auto', 1.01, conv), row('fsanet', 'auto', 1.05, conv));
    const { status, detail } = verdict([report], 'geometric mean');
    expect(status).toMatch(/^reached on 2 of \d+ models$/);
    expect(detail).toContain('1.025 of what came back on 2');
    expect(detail).toContain('not measured: squeezenet1_1, resnet50');
  });

  it('name every search that we are significantly behind', () => {
    const report = wild(
      row('bert_mini', 'auto', 1.2),
      row('bert_mini', 'greedy', 1.1, { against: { auto: near(1.09) } }),
      row('bert_mini', 'backtracking', 1.2, { against: { auto: near(1.0) } }),
      row('bert_mini', 'beam', 1.25, { against: { auto: near(0.96) } }),
    );
    const { status, detail } = verdict([report], 'not significantly behind any');
    expect(status).toBe('not reached');
    expect(detail).toContain(
      '3 comparisons, 3 of them of different graphs; 1 significantly behind (chance alone makes 0.1; by Holm’s correction for all of them 1): bert_mini behind beam',
    );
    expect(detail).toMatch(/greedy, backtracking, beam on \d+ of \d+ models/);
    expect(verdict([report], 'strictly ahead').status).toBe('not reached');
  });

  it('count graphs that failed their check, and name where nobody counted', () => {
    const checkedRow = (model: string, failedChecks: number) => {
      const plain = row(model, 'auto', 1.2);
      return { ...plain, perSeed: plain.perSeed.map((seed) => ({ ...seed, failedChecks })) };
    };
    const of = (...rows: EvaluationRow[]) => verdict([wild(...rows)], 'fails its check');
    expect(of(checkedRow('bert_mini', 0)).status).toBe('reached');
    expect(of(checkedRow('bert_mini', 0), checkedRow('vit_tiny', 2))).toMatchObject({
      status: 'not reached',
      detail: expect.stringContaining('of 2 runs 1 had graphs that failed it (vit_tiny 1)'),
    });
    expect(of(checkedRow('bert_mini', 0), row('vit_tiny', 'auto', 1.2))).toMatchObject({
      status: 'reached on 1 of 2 runs',
      detail: expect.stringContaining('not measured: vit_tiny'),
    });
    expect(of(row('vit_tiny', 'auto', 1.2)).status).toBe('not measured');
    const crashed = checkedRow('vit_tiny', 0);
    const unfinished = { ...crashed, perSeed: crashed.perSeed.map((seed) => ({ ...seed, speedup: null })) };
    expect(of(checkedRow('bert_mini', 0), unfinished).status).toBe('reached on 1 of 2 runs');
  });

  it('do not call a click that failed “not measured”', () => {
    const failed = { returned: '–', wallSeconds: 3, seconds: 3, limit: 90, error: 'error X: no page' };
    const report: EvaluationReport = { suite: 'click', ...about, rows: [{ model: 'bert_base', ...failed }] };
    expect(verdict([report], 'bert_base from click')).toMatchObject({
      status: 'not reached',
      detail: 'it failed: error X: no page',
    });
    expect(verdict([report], 'squeezenet1_1 from click').status).toBe('not measured');
  });

  it('of families that training never saw name those that lack a figure', () => {
    const table = wild(
      row('bert_mini', 'zero-shot', 1.25),
      row('bert_mini', 'trained', 1.26),
      row('vit_tiny', 'zero-shot', 1),
      row('vit_tiny', 'trained', 1.01),
      row('densenet121', 'zero-shot', 1.2),
    );
    const report = { ...table, suite: 'unseen', missing: { vit_b_16: 'not measured yet' } } as TableReport;
    expect(verdict([report], 'unseen: zero-shot')).toMatchObject({
      status: 'reached on 1 of 3 models',
      detail: 'bert_mini: 97 %; not measured: densenet121, vit_b_16',
    });
  });

  it('do not call it behind where both hand back the original', () => {
    const behind = near(0.98, 0.005);
    const lost = (ours: number, theirs: number) =>
      verdict(
        [
          wild(
            row('bert_mini', 'auto', ours),
            row('bert_mini', 'beam', theirs, { against: { auto: behind } }),
          ),
        ],
        'not significantly behind any',
      ).status;
    expect(lost(0.98, 1)).toMatch(/^reached on 1 of \d+ pairs$/);
    expect(lost(1, 1.05)).toBe('not reached');
    expect(lost(1.03, 1)).toBe('not reached');
  });

  it('hold a promise against what came of it, and no promise against nothing', () => {
    const promising = (...dreams: readonly SeedRow['dream'][]) => {
      const plain = row('bert_mini', 'auto', 1.2);
      const [seed] = plain.perSeed;
      return wild({ ...plain, perSeed: dreams.flatMap((dream) => (seed ? [{ ...seed, dream }] : [])) });
    };
    const of = (...dreams: readonly SeedRow['dream'][]) => verdict([promising(...dreams)], 'promised');
    expect(of({ dreamed: 0.3, real: 0.275 }).status).toBe('reached');
    expect(of({ dreamed: 0.3, real: 0.2 }).status).toBe('not reached');
    expect(of(null, null).status).toBe('not measured');
    expect(of({ dreamed: 0.3, real: 0.275 }, null).detail).toBe(
      '1 of 1; 1 runs promised nothing; saying “nothing changes” keeps 0 of 1; of all promises, however small, 1 of 1',
    );
    // What is hardly anything cannot be broken, and decides nothing.
    expect(of({ dreamed: 0.01, real: 0.012 })).toMatchObject({
      status: 'not measured',
      detail: expect.stringContaining('however small, 1 of 1'),
    });
    expect(of({ dreamed: 0.3, real: 0.2 }, { dreamed: 0.01, real: 0.012 }).detail).toContain(
      '0 of 1; off: bert_mini 1: promised 0.300, real 0.200',
    );
  });

  it('hold the way as it is imagined, whole or while it goes, against the price and against the clock', () => {
    const plain = row('bert_mini', 'auto', 1.2);
    const imagined = { dreamed: 0.5, expected: 0.3, real: 0.29, steps: 12 };
    const followed = { ...imagined, expected: 0.2 };
    const report = wild({
      ...plain,
      perSeed: plain.perSeed.map((seed) => ({ ...seed, imagined, followed })),
    });
    expect(verdict([report], 'imagines it, by the price').status).toBe('reached');
    expect(verdict([report], 'imagines it, by the clock')).toMatchObject({
      status: 'not reached',
      detail: expect.stringContaining('expected 0.300 (dreamed 0.500), real 0.182'),
    });
    expect(verdict([report], '8 steps at a time, by the price').status).toBe('not reached');
    expect(verdict([report], '8 steps at a time, by the clock').status).toBe('reached');
    expect(verdict([wild(plain)], 'imagines it, by the clock').status).toBe('not measured');
  });

  it('hold measurements against those of model-free PPO', () => {
    const curves = [
      { model: 'bert_mini', search: 'auto', seed: 1, best: [1.2] },
      { model: 'bert_mini', search: 'model-free-ppo', seed: 1, best: [...Array(19).fill(1.05), 1.2] },
    ];
    const report: EvaluationReport = { suite: 'efficiency', ...about, curves };
    const left = '; not measured: planted_valley, vit_tiny, densenet121';
    expect(verdict([report], 'a tenth')).toMatchObject({
      status: 'reached on 1 of 4 models',
      detail: `bert_mini: 1 against 20 (learned on the estimate: 20)${left}`,
    });
    const clocked = { model: 'bert_mini', search: 'clocked-ppo', seed: 1, best: Array(500).fill(1.05) };
    const late = { model: 'bert_mini', search: 'auto', seed: 1, best: [...Array(9).fill(1), 1.2] };
    const withClock = (ours: typeof late) =>
      verdict([{ ...report, curves: [ours, ...curves.slice(1), clocked] }], 'a tenth');
    expect(withClock(late)).toMatchObject({
      status: 'reached on 1 of 4 models',
      detail: `bert_mini: 10 against not in 500 (learned on the estimate: 20)${left}`,
    });
    expect(withClock({ ...late, best: [1.1] })).toMatchObject({
      status: 'not reached',
      detail: `bert_mini: not in 1 against not in 500 (learned on the estimate: 20)${left}`,
    });
  });

  it('ask for a lead over the hardest peer', () => {
    const peer = (tool: string, against: RatioInterval): PeerRow => ({
      model: 'bert_mini',
      class: 'one-token encoder',
      tool,
      version: '1',
      seconds: 1,
      nodes: 5,
      speedup: near(1),
      equivalent: true,
      arithmetic: 1,
      oursAgainst: against,
      improved: near(1.2),
      room: 1.26,
      error: null,
    });
    const rows = [peer('onnxsim', near(1.2)), peer('transformers', near(1.0))];
    const report: EvaluationReport = { suite: 'peers', ...about, rows, missing: {} };
    expect(verdict([report], 'ahead of the best peer')).toMatchObject({ status: 'not reached' });
    expect(verdict([report], 'ahead of the best peer').detail).toContain('transformers');
    const improved = verdict([report], 'taken as our start');
    expect(improved.status).toBe('reached on 2 of 9 pairs');
    expect(improved.detail).toContain('not measured: vit_tiny; squeezenet1_1');
    const elsewhere = (...some: readonly PeerRow[]) =>
      verdict([{ ...report, rows: some.map((row) => ({ ...row, class: 'other' })) }], 'best peer elsewhere');
    // The lowest ratio is not behind; another peer, with a narrower interval, is.
    const [wide, narrow] = [peer('onnxsim', near(0.994, 0.02)), peer('onnxslim', near(0.995, 0.003))];
    expect(elsewhere(wide).status).toMatch(/^reached on 1 of/);
    expect(elsewhere(wide, narrow)).toMatchObject({
      status: 'not reached',
      detail: expect.stringContaining('bert_mini over onnxslim 0.995'),
    });
    const untimed = elsewhere(wide, { ...narrow, oursAgainst: null });
    expect(untimed.detail).toContain('not measured: bert_mini over onnxslim');
    const bound = { ...wide, room: 1, arithmetic: 1, improved: null };
    const more = { ...report, rows: [...rows, bound] };
    const known = verdict([more, wild(row('bert_mini', 'auto', 1.25))], 'taken as our start');
    expect(known.status).toBe('reached on 2 of 10 pairs');
  });
});

describe('the page', () => {
  const page = evaluationPage([wild(row('bert_mini', 'auto', 1.25), row('bert_mini', 'greedy', 0.98))]);

  it('has conditions, goals, rows that lost and what was left out', () => {
    expect(page).toContain('2026-01-01');
    expect(page).toContain(
      '| bert_mini at least 1.20 times as fast as ORT `all` | reached | 1.250 (1.240–1.260) |',
    );
    expect(page).toContain('0.980 (0.970–0.990)');
    expect(page).toContain('swin_t: not measured yet');
    expect(page).toContain('arithmetic bound ×1.266 (somewhere)');
    expect(page).toContain('about 10 ms by the estimate');
    expect(page).toMatch(/2 of \d+ searches, seed 1\./);
  });

  it('says of the rounds when they were taken, how many measurements they were, and what the original took', () => {
    const table = wild(row('bert_mini', 'auto', 1.25), row('bert_mini', 'greedy', 1, { noise: 0.023 }));
    const taken = { measurements: 2, on: '2026-01-02', originalMs: 1594.2 };
    const models = table.suite === 'wild' ? table.models.map((model) => ({ ...model, taken })) : [];
    const told = evaluationPage([{ ...table, models } as TableReport]);
    expect(told).toContain(', 1590 ms, ');
    expect(told).toContain('A/A noise 1.0 to 2.3 % in 2 measurements');
    expect(told).toContain(`measured on 2026-01-02 (${about.machine.cpu})`);
    expect(told).toContain('rulesRevision 1, measuring 1');
  });

  it('has tables whose rows have as many cells as their heads', () => {
    const blocks = page.split('\n\n').filter((block) => block.includes('| --- |'));
    expect(blocks.length).toBeGreaterThan(1);
    for (const block of blocks) {
      const lines = block.split('\n').filter((line) => line.startsWith('|'));
      expect(new Set(lines.map((line) => line.split('|').length)).size).toBe(1);
    }
  });
});
