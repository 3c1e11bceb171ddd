import { describe, expect, it } from 'vitest';
import { plantedValley } from '../../src/agent/plantedValley';
import { evaluateModel, type ModelJob } from './evaluateModel';
import { ledgerOf } from './ledger';
import { evaluatedModels } from './models';
import { openRecords } from './records';
import { rowsOf } from './rows';
import { replay } from './traces';
import { type EvaluationSettings, recordedRuns } from './wantedRuns';

const settings: EvaluationSettings = {
  agents: ['greedy', 'auto'],
  seeds: [1],
  seconds: 1,
  threads: 1,
  measurements: 3,
  patience: 2,
};

describe('one model from searching to confirming', () => {
  const base = plantedValley({ depth: 3, positions: 32, inner: 4096 });
  const records = openRecords(null);
  const job: ModelJob = {
    model: 'planted_valley',
    base,
    settings,
    records,
    costs: null,
    confirm: true,
    over: () => false,
    log: () => undefined,
  };

  it('ends at once when the sitting is over, and goes on in the next', async () => {
    expect(await evaluateModel({ ...job, over: () => true })).toBe('time');
    expect(records.all.filter(({ kind }) => kind === 'run')).toEqual([]);
    // On a machine too busy for a figure, the next sitting goes on.
    let end = await evaluateModel(job);
    for (let left = 4; left > 0 && end === 'time'; left--) end = await evaluateModel(job);
    expect(end).toBe('done');
    const runs = recordedRuns(records, job.model, settings);
    expect(runs.map(({ agent }) => agent)).toEqual(['greedy', 'auto']);
    for (const run of runs) {
      for (const graph of run.offered) expect(replay(base, graph)).not.toBeNull();
    }
  });

  it('does nothing again that is recorded', async () => {
    const before = records.all.length;
    expect(await evaluateModel(job)).toBe('done');
    // On a machine too busy for a figure, that is measured again and nothing else is.
    const busy = records.all.findLast((r) => r.kind === 'confirm');
    const again = busy !== undefined && busy.trouble !== null ? ['confirm'] : [];
    expect(records.all.slice(before).map(({ kind }) => kind)).toEqual(again);
  });

  it('makes rows with a figure, an interval and a checked graph', () => {
    const model = evaluatedModels.find(({ name }) => name === job.model);
    if (model === undefined) throw new Error('no such model');
    const quiet = records.all.map((r) => (r.kind === 'confirm' ? { ...r, trouble: null } : r));
    const ledger = ledgerOf(quiet, job.model);
    const runs = recordedRuns(records, job.model, settings);
    const { rows, bound } = rowsOf(model, ledger, runs, settings, ['auto']);
    const auto = rows.find(({ search }) => search === 'auto');
    expect(bound.ratio).toBeGreaterThan(4);
    expect(auto?.speedup?.ratio).toBeGreaterThan(0);
    expect(auto?.equivalent).toBe(true);
    expect(auto?.realMeasurements).toBeGreaterThan(0);
    expect(auto?.realMeasurements).toBeLessThanOrEqual(3);
    expect(rows.find(({ search }) => search === 'greedy')?.against.auto).toBeDefined();
  });
});
