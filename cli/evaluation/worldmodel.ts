import { readFile } from 'node:fs/promises';
import { readDatasets, splitOf } from '../../scripts/datasets';
import { CodedError, createRandom } from '../../src/core';
import type { Dataset } from '../../src/env/episode';
import { type BackendName, startBackend } from '../../src/nn';
import { ruleListHash, rules } from '../../src/transforms';
import {
  type DreamgraphModel,
  type DreamState,
  type Forecast,
  forecast,
  loadModel,
  type Score,
  scoreForecasts,
} from '../../src/worldmodel';

const horizons = [1, 5, 10, 20] as const;
/** The estimate has no noise; smaller changes of the log runtime than this are of no interest. */
const leastChange = 1e-3;

export interface WorldmodelRow extends Score {
  readonly model: string;
  readonly predictor: 'dreamgraph' | 'nothing changes';
  readonly runtime: 'measured' | 'estimated';
  readonly split: 'seen' | 'unseen';
  readonly horizon: number;
}

export interface WorldmodelReport {
  readonly suite: 'worldmodel';
  readonly versions: Readonly<Record<string, string>>;
  readonly seeds: readonly number[];
  readonly rows: readonly WorldmodelRow[];
  /** Imagined steps a second by batch size, on each backend. */
  readonly speed: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Scores a checkpoint on recorded episodes; prints the table as it goes. */
export async function worldmodelSuite(folder: string, modelFile: string): Promise<WorldmodelReport> {
  await startBackend('wasm');
  const bytes = await readFile(modelFile);
  const { model, provenance } = loadModel(bytes, (length) => ruleListHash(rules, length));
  const datasets = await readDatasets(folder);
  const trained = trainedOn(provenance);
  const rows: WorldmodelRow[] = [];
  const bySplit: Record<'seen' | 'unseen', Forecast[]> = { seen: [], unseen: [] };
  for (const { provenance: origin, episodes } of datasets) {
    const name = origin.models.map((entry) => entry.name).join('+');
    const split = trained.has(name) ? 'seen' : 'unseen';
    const held = episodes.filter((_, i) => split === 'unseen' || splitOf(i) === 'test');
    const forecasts = await forecast(model, held, horizons);
    bySplit[split].push(...forecasts);
    rows.push(...rowsOf(name, split, forecasts, model));
  }
  for (const split of ['seen', 'unseen'] as const)
    if (bySplit[split].length > 0) rows.push(...rowsOf('(all)', split, bySplit[split], model));
  print(rows);
  const speed = await speedOf(model, datasets);
  model.dispose();
  const versions = { rules: `${rules.length} ${ruleListHash()}` };
  return { suite: 'worldmodel', versions, seeds: datasets.map(({ provenance: p }) => p.seed), rows, speed };
}

function trainedOn(provenance: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const { datasets } = provenance;
  if (!Array.isArray(datasets))
    throw new CodedError('CHECKPOINT_REJECTED', 'the checkpoint does not say what it was trained on');
  return new Set(
    (datasets as readonly Dataset['provenance'][]).flatMap(({ models }) => models.map(({ name }) => name)),
  );
}

function rowsOf(
  name: string,
  split: 'seen' | 'unseen',
  forecasts: readonly Forecast[],
  { intervalScale }: DreamgraphModel,
): WorldmodelRow[] {
  return horizons.flatMap((horizon) => {
    const own = forecasts.filter((f) => f.horizon === horizon);
    if (own.length === 0) return [];
    const still = own.map((f) => ({
      ...f,
      imagined: 0,
      deviation: 0,
      counts: f.episode.states[0]?.counts ?? f.counts,
    }));
    const shared = { model: name, runtime: 'estimated', split, horizon } as const;
    return [
      { ...shared, predictor: 'dreamgraph', ...scoreForecasts(own, intervalScale, leastChange) } as const,
      { ...shared, predictor: 'nothing changes', ...scoreForecasts(still, 1, leastChange) } as const,
    ];
  });
}

const figure = (x: number | null): string => (x === null ? '–' : x.toFixed(2)).padStart(7);

function print(rows: readonly WorldmodelRow[]): void {
  console.log('Runtimes are estimated (sum of operator costs), not measured.');
  console.log(
    `${'model'.padEnd(20)}split  predictor        steps     n  skill  error %   tau  cover  maskF1  sites off`,
  );
  for (const row of rows) {
    console.log(
      `${row.model.padEnd(20)}${row.split.padEnd(7)}${row.predictor.padEnd(16)}` +
        `${String(row.horizon).padStart(5)}${String(row.forecasts).padStart(6)}${figure(row.skill)}` +
        `${figure(100 * row.mape)}${figure(row.kendallTau)}${figure(row.coverage90)}` +
        `${figure(row.maskF1)}${figure(row.siteError)}`,
    );
  }
}

/** Imagined steps a second from random legal actions of the first states of all models. */
async function speedOf(
  model: DreamgraphModel,
  datasets: readonly Dataset[],
): Promise<Record<string, Record<string, number>>> {
  const random = createRandom(1);
  const firsts = datasets.flatMap(({ episodes: [episode] }) => episode?.states[0] ?? []);
  const starts = await model.encode(firsts);
  const found: Record<string, Record<string, number>> = {};
  for (const backend of ['wasm', 'cpu'] as const satisfies readonly BackendName[]) {
    if (!(await startBackend(backend))) continue;
    const speeds: Record<string, number> = {};
    for (const batch of backend === 'cpu' ? [1, 64] : [1, 64, 1024]) {
      const states = Array.from({ length: batch }, (_, i) => starts[i % starts.length] as DreamState);
      const actions = states.map(({ counts }) => {
        const legal = [...counts.keys()].filter((rule) => (counts[rule] ?? 0) > 0);
        const rule = random.pick(legal);
        return { rule, site: random.int(counts[rule] ?? 1) };
      });
      await model.step(states, actions);
      const begin = performance.now();
      let steps = 0;
      while (performance.now() - begin < 500) {
        await model.step(states, actions);
        steps += batch;
      }
      speeds[String(batch)] = Math.round((1000 * steps) / (performance.now() - begin));
    }
    found[backend] = speeds;
    const list = Object.entries(speeds).map(([batch, speed]) => `batch ${batch}: ${speed}`);
    console.log(`imagined steps a second, ${backend}: ${list.join(', ')}`);
  }
  await startBackend('wasm');
  return found;
}
