import { describe, expect, it } from 'vitest';
import { describeMachine } from '../../perf/machine';
import { rules } from '../../src/transforms';
import { olderThan, rulesVersion, withEarlier } from './carriedOver';
import type { EfficiencyReport, TableReport } from './report';
import type { EvaluationRow } from './rows';

const row = (model: string, ratio: number): EvaluationRow => ({
  model,
  class: 'convolutional',
  search: 'auto',
  seeds: [1],
  speedup: { ratio, ci95: [ratio, ratio] },
  returnedSpeedup: ratio,
  noise: 0.01,
  boundShare: null,
  realMeasurements: 3,
  seconds: 1,
  steps: 5,
  equivalent: true,
  stopReasons: ['converged'],
  against: {},
  reason: null,
  perSeed: [],
});

function table(
  date: string,
  ratios: Readonly<Record<string, number>>,
  versions: Readonly<Record<string, string>> = { 'agent dreamgraph': 'aaaa' },
): TableReport {
  const models = Object.keys(ratios);
  return {
    suite: 'paper',
    date,
    machine: describeMachine(),
    versions,
    seeds: [1],
    threads: 1,
    searchSeconds: 6,
    measurements: 50,
    patience: 50,
    models: models.map((model) => ({
      model,
      class: 'convolutional',
      nodes: 10,
      originalMs: 10,
      date,
      cpu: 'x',
      bound: { ratio: 1, from: 'none known' },
    })),
    rows: Object.entries(ratios).map(([model, ratio]) => row(model, ratio)),
    missing: Object.fromEntries(
      ['squeezenet1_1', 'resnet18', 'resnet50']
        .filter((name) => !models.includes(name))
        .map((name) => [name, 'not measured yet']),
    ),
  };
}

describe('withEarlier', () => {
  const earlier = table('2026-01-01', { resnet18: 1.1, resnet50: 1.2 });

  it('keeps an earlier sitting’s models with their date, and the later figures of those that both have', () => {
    const both = withEarlier(table('2026-01-02', { resnet50: 1.3, squeezenet1_1: 1.4 }), earlier);
    expect(both.models.map(({ model, date }) => [model, date])).toEqual([
      ['squeezenet1_1', '2026-01-02'],
      ['resnet18', '2026-01-01'],
      ['resnet50', '2026-01-02'],
    ]);
    expect(both.rows.map(({ speedup }) => speedup?.ratio)).toEqual([1.4, 1.1, 1.3]);
    expect(both.missing).toEqual({});
  });

  it('keeps an earlier table that has more searches or seeds', () => {
    const more = { ...earlier, rows: [...earlier.rows, { ...row('resnet50', 1.25), search: 'greedy' }] };
    const both = withEarlier(table('2026-01-02', { resnet18: 1.3, resnet50: 1.3 }), more);
    expect(both.models.map(({ model, date }) => [model, date])).toEqual([
      ['resnet18', '2026-01-02'],
      ['resnet50', '2026-01-01'],
    ]);
    expect(both.rows.map(({ speedup }) => speedup?.ratio)).toEqual([1.3, 1.2, 1.25]);
  });

  it('keeps an earlier table where more seeds of fewer searches were measured since', () => {
    const more = { ...earlier, rows: [...earlier.rows, { ...row('resnet50', 1.25), search: 'greedy' }] };
    const later = table('2026-01-02', { resnet50: 1.3 });
    const seeds = { ...later, rows: later.rows.map((one) => ({ ...one, seeds: [1, 2, 3] })) };
    expect(withEarlier(seeds, more).rows.map(({ speedup }) => speedup?.ratio)).toEqual([1.1, 1.2, 1.25]);
  });

  it('leaves an earlier report of other settings as it is where nothing was measured since', () => {
    const nothing = table('2026-01-02', {});
    const other = { ...earlier, seeds: [1, 2], patience: 50, searchSeconds: 3 };
    expect(withEarlier(nothing, other)).toBe(other);
    expect(withEarlier(nothing, { ...other, suite: 'wild' as const })).toBe(nothing);
    expect(withEarlier(nothing, null)).toBe(nothing);
  });

  it('takes nothing from other settings or suites', () => {
    const now = table('2026-01-02', { squeezenet1_1: 1.4 });
    const others: TableReport[] = [
      { ...earlier, versions: { ...earlier.versions, 'onnxruntime-web': '1.0.0' } },
      { ...earlier, searchSeconds: 3 },
      { ...earlier, suite: 'wild' },
      { ...earlier, machine: { ...earlier.machine, cores: 64 } },
    ];
    const elsewhere = { ...earlier, machine: { ...earlier.machine, cpu: 'another processor' } };
    expect(withEarlier(now, elsewhere).models).toHaveLength(3);
    for (const other of others) expect(withEarlier(now, other)).toBe(now);
    expect(withEarlier(now, null)).toBe(now);
  });

  it('takes what was measured with the beginning of today’s list of rules, and says so', () => {
    const shorter = rulesVersion(rules.length - 1);
    const earliest = rulesVersion(rules.length - 2);
    const before = {
      ...table('2026-01-01', { resnet18: 1.1, resnet50: 1.2 }, { rules: shorter }),
      before: { resnet18: { rules: earliest, Optimize: '3' } },
    };
    const now = table('2026-01-02', { squeezenet1_1: 1.4 }, { rules: rulesVersion() });
    const revisions = { patience: 'none' };
    expect(withEarlier(now, before).before).toEqual({
      resnet18: { rules: earliest, Optimize: '3', revisions },
      resnet50: { rules: shorter, Optimize: '3', revisions },
    });
    const again = table('2026-01-02', { resnet18: 1.4, resnet50: 1.3 }, { rules: rulesVersion() });
    expect(withEarlier(again, before).before).toBeUndefined();
    const newer = { ...now, versions: { rules: rulesVersion(), Optimize: '4' } };
    const told = withEarlier(newer, { ...before, before: {} });
    const then = told.before?.resnet18;
    expect(then && olderThan(told, then)).toBe(`rules ${shorter}, Optimize 3`);
    const other = { ...before, versions: { rules: `${rules.length - 1} (00000000)` } };
    expect(withEarlier(now, other)).toBe(now);
  });

  it('takes what was measured with earlier agents, and says so', () => {
    const agents = { 'agent dreamgraph': 'bbbb', 'agent rlflow': 'cccc' };
    const versions = { rules: rulesVersion(), Optimize: '4' };
    const before = table('2026-01-01', { resnet18: 1.1 }, { ...versions, ...agents });
    const now = table(
      '2026-01-02',
      { resnet50: 1.4 },
      { ...versions, ...agents, 'agent dreamgraph': 'dddd' },
    );
    const told = withEarlier(now, before);
    expect(told.before).toEqual({ resnet18: { ...versions, agents, revisions: { patience: 'none' } } });
    const then = told.before?.resnet18;
    expect(then && olderThan(told, then)).toBe('agent dreamgraph bbbb');
    // And on: a report of a third sitting says it of the first one's models, as of the second's.
    const newest = { ...versions, ...agents, 'agent dreamgraph': 'eeee' };
    const third = table('2026-01-03', { vit_b_16: 1.1 }, newest);
    const listed = Object.entries(withEarlier(third, told).before ?? {});
    expect(listed.map(([model, one]) => [model, olderThan(third, one)])).toEqual([
      ['resnet18', 'agent dreamgraph bbbb'],
      ['resnet50', 'agent dreamgraph dddd'],
    ]);
  });

  it('takes what was measured with earlier revisions, and says so for ever', () => {
    const rest = { rules: rulesVersion(), Optimize: '4' };
    const today = { ...rest, measuring: '2', rulesRevision: '2', pricing: '4', 'search dreamgraph': '4' };
    const told = withEarlier(
      table('2026-01-02', { resnet50: 1.4 }, today),
      table('2026-01-01', { resnet18: 1.1 }, rest),
    );
    const labels = (report: TableReport) =>
      Object.entries(report.before ?? {}).map(([model, then]) => [model, olderThan(report, then)]);
    expect(labels(told)).toEqual([
      ['resnet18', 'measuring 1, rulesRevision 1, pricing 3 or earlier, search dreamgraph 3 or earlier'],
    ]);
    const newest = { ...today, pricing: '5', 'search dreamgraph': '5' };
    expect(labels(withEarlier(table('2026-01-03', { vit_b_16: 1.1 }, newest), told))).toEqual([
      ['resnet18', 'measuring 1, rulesRevision 1, pricing 3 or earlier, search dreamgraph 3 or earlier'],
      ['resnet50', 'pricing 4, search dreamgraph 4'],
    ]);
  });

  it('says of what was measured with another patience that it was', () => {
    const now = { ...table('2026-01-02', { resnet50: 1.4 }), patience: 8 };
    const told = withEarlier(now, { ...table('2026-01-01', { resnet18: 1.1 }), patience: 4 });
    const then = told.before?.resnet18;
    expect(told.models).toHaveLength(2);
    expect(then && olderThan(told, then)).toBe('patience 4');
    // And on, where nobody's patience ended a search, or the report before did not tell.
    const third = { ...table('2026-01-03', { vit_b_16: 1.1 }), patience: 50 };
    const listed = Object.entries(withEarlier(third, told).before ?? {});
    expect(listed.map(([model, one]) => [model, olderThan(third, one)])).toEqual([
      ['resnet18', 'patience 4'],
      ['resnet50', 'patience 8'],
    ]);
  });

  it('keeps curves of models that were not measured again', () => {
    const curves = (model: string, best: number): EfficiencyReport => {
      const { models: _, rows: __, missing: ___, ...about } = table('2026-01-02', {});
      return { ...about, suite: 'efficiency', curves: [{ model, search: 'auto', seed: 1, best: [best] }] };
    };
    const both = withEarlier(curves('vit_tiny', 1.1), curves('bert_mini', 1.3));
    expect(both.curves.map(({ model }) => model)).toEqual(['bert_mini', 'vit_tiny']);
    // Fewer searches of a model take nothing away.
    const seeds = [1, 2].flatMap((seed) => curves('vit_tiny', seed).curves.map((one) => ({ ...one, seed })));
    const two = { ...curves('vit_tiny', 1.1), curves: seeds };
    expect(withEarlier(curves('vit_tiny', 1.3), two).curves.map(({ best }) => best)).toEqual([[1], [2]]);
  });
});
