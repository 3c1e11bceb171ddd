import type { ImaginedWay } from '../../src/agent/imagineWays';
import type { StopReason } from '../../src/agent/search';
import { pairRatio, type ReturnedGraph, returnedOf, type Speedup, speedupOf } from './claims';
import { disabledColumn } from './confirming';
import { type Ledger, wayKey } from './ledger';
import type { EvaluatedModel } from './models';
import { isResult, type MeasuringLimits, progressOf } from './progress';
import { reasonOf } from './reasons';
import type { RunRecord } from './records';
import { roundsFor, type Taken, takenIn } from './rounds';
import { original, type RatioInterval } from './statistics';

export interface SeedRow {
  readonly seed: number;
  readonly returned: 'rewritten' | 'original';
  /** The search's fastest graph; `original` where it found none. */
  readonly graph: string;
  readonly speedup: RatioInterval | null;
  readonly realMeasurements: number;
  readonly measuringEnd: string;
  readonly seconds: number;
  readonly steps: number;
  readonly macs: number;
  readonly equivalent: boolean | null;
  readonly stopReason: StopReason;
  readonly dream: RunRecord['dream'];
  /** The whole trace of its fastest graph as the agent imagines it; null where no agent plays, or it was not imagined. */
  readonly imagined: ImaginedWay | null;
  /** The same with a look at the real state after every few steps; left out in reports of before 1 December 2026. */
  readonly followed?: ImaginedWay | null;
  /** Of its graphs that were measured, how many computed something else; left out in reports of before measuring 2. */
  readonly failedChecks?: number;
  /** What went wrong on the way and was survived; left out where nothing did. */
  readonly problems?: readonly string[];
}

export interface EvaluationRow {
  readonly model: string;
  readonly class: EvaluatedModel['class'];
  readonly search: string;
  readonly seeds: readonly number[];
  /** Over ORT `all`, of the fastest graph of each seed (geometric mean), from a fresh interleaved run; null: not confirmed yet. */
  readonly speedup: RatioInterval | null;
  /** What came back: the original where a seed's interval did not clear 1.0 and the noise. */
  readonly returnedSpeedup: number | null;
  readonly noise: number | null;
  /** log(speed-up) ÷ log(bound); null without a bound, or with one so low that the share would say nothing. */
  readonly boundShare: number | null;
  readonly realMeasurements: number;
  readonly seconds: number;
  readonly steps: number;
  readonly equivalent: boolean | null;
  readonly stopReasons: readonly StopReason[];
  /**
   * Time of what comes back of this row ÷ the same of the searches that the goals are about, above 1 where those are faster; of
   * the fastest graphs, returned or not, in reports of before measuring 2.
   */
  readonly against: Readonly<Record<string, RatioInterval>>;
  /** Why it gained nothing or less than the best; null where it is among the best or the reason is not known. */
  readonly reason: string | null;
  readonly perSeed: readonly SeedRow[];
}

export interface ModelRows {
  readonly bound: { readonly ratio: number; readonly from: string };
  readonly rows: readonly EvaluationRow[];
  /** Left out where nothing was confirmed, and in reports of before measuring 2. */
  readonly taken?: Taken;
}

/** Differences of multiply-adds below this part are none. */
const sameMacs = 0.002;
/** Shares of lower bounds would be shares of nothing. */
const leastBound = 1.03;

/** Original ÷ fewest multiply-adds that anybody is known to reach. */
function boundOf(model: EvaluatedModel, ledger: Ledger): ModelRows['bound'] {
  const macs = ledger.model?.macs ?? 0;
  const found = ledger.runs.flatMap(({ agent, offered }) =>
    offered
      .filter(({ hash }) => !ledger.refused.has(hash))
      .map((graph) => ({ macs: graph.macs, from: `found by ${agent.split('@')[0]}` })),
  );
  const candidates = [
    { ratio: 1, from: 'none known' },
    ...(model.statedBound === null
      ? []
      : [{ ratio: model.statedBound, from: 'multiply-adds counted by hand' }]),
    { ratio: macs / (ledger.model?.recipeMacs ?? macs), from: 'scripted sequences' },
    ...found.map((graph) => ({ ratio: macs / Math.max(1, graph.macs), from: graph.from })),
  ];
  // A bound that is hardly higher than an earlier one is that one.
  return candidates.reduce((best, next) => (next.ratio > best.ratio * (1 + sameMacs) ? next : best));
}

export function rowsOf(
  model: EvaluatedModel,
  ledger: Ledger,
  runs: readonly RunRecord[],
  limits: MeasuringLimits,
  subjects: readonly string[],
): ModelRows {
  const bound = boundOf(model, ledger);
  const rounds = roundsFor(ledger.confirmed, fastestOf(runs, ledger, limits));
  // All that is said of a model's times comes from these.
  const timed: Ledger = { ...ledger, confirmed: rounds };
  const agents = [...new Set(runs.map(({ agent }) => agent))];
  const returned = new Map(
    agents.map((agent) => [
      agent,
      returnedOf(
        runs.filter((run) => run.agent === agent),
        timed,
        limits,
      ),
    ]),
  );
  const rows = agents.map((agent): EvaluationRow => {
    const own = runs.filter((run) => run.agent === agent);
    const claim = returned.get(agent) ?? { graphs: [], speedup: null, noise: null };
    const perSeed = own.map((run, i) => seedRow(run, claim.graphs[i], ledger, limits));
    const against: Record<string, RatioInterval> = {};
    for (const subject of subjects) {
      const other = returned.get(subject);
      if (subject === agent || claim.speedup === null || !other?.speedup) continue;
      const ratio = returnedRatio(timed, claim.graphs, other.graphs);
      if (ratio !== null) against[subject] = ratio;
    }
    const mean = (of: (row: SeedRow) => number): number =>
      perSeed.reduce((sum, row) => sum + of(row), 0) / Math.max(1, perSeed.length);
    const share =
      claim.speedup === null || bound.ratio < leastBound
        ? null
        : Math.log(claim.speedup.ratio) / Math.log(bound.ratio);
    return {
      model: model.name,
      class: model.class,
      search: agent,
      seeds: own.map(({ seed }) => seed),
      speedup: claim.speedup,
      returnedSpeedup: returnedSpeedup(perSeed),
      noise: claim.noise,
      boundShare: share,
      realMeasurements: mean((row) => row.realMeasurements),
      seconds: mean((row) => row.seconds),
      steps: mean((row) => row.steps),
      equivalent: perSeed.some((row) => row.equivalent === null)
        ? null
        : perSeed.every((row) => row.equivalent === true),
      stopReasons: [...new Set(own.map(({ stopReason }) => stopReason))],
      against,
      reason: null,
      perSeed,
    };
  });
  const reasoned = rows.map((row) => ({ ...row, reason: reasonOf(row, rows, ledger, runs) }));
  const taken = takenIn(rounds);
  return { bound, rows: [...levelRows(model, timed), ...reasoned], ...(taken && { taken }) };
}

/** The columns of what the searches that are done were fastest with. */
const fastestOf = (runs: readonly RunRecord[], ledger: Ledger, limits: MeasuringLimits): string[] =>
  runs.flatMap((run) => {
    const { best, end } = progressOf(run, ledger, limits);
    return best === null || end === null ? [] : [best.hash];
  });

const returnedRatio = (
  ledger: Ledger,
  first: readonly ReturnedGraph[],
  second: readonly ReturnedGraph[],
): RatioInterval | null =>
  pairRatio(
    ledger,
    first.map(({ returned }) => returned),
    second.map(({ returned }) => returned),
  );

/** Geometric mean of what each seed gives back; null while one is not confirmed. */
function returnedSpeedup(perSeed: readonly SeedRow[]): number | null {
  let sum = 0;
  for (const { returned, speedup } of perSeed) {
    if (speedup === null) return null;
    sum += returned === 'rewritten' ? Math.log(speedup.ratio) : 0;
  }
  return perSeed.length === 0 ? null : Math.exp(sum / perSeed.length);
}

function seedRow(
  run: RunRecord,
  graph: ReturnedGraph | undefined,
  ledger: Ledger,
  limits: MeasuringLimits,
): SeedRow {
  const { used, best, end } = progressOf(run, ledger, limits);
  const passed = (hash: string): boolean | null => ledger.equivalent.get(hash)?.passed ?? null;
  const equivalent = !isResult(run) ? null : best === null ? true : passed(best.hash);
  const way = best === null ? undefined : ledger.ways.get(wayKey(run, best.hash));
  const tried = run.offered.slice(0, used);
  return {
    seed: run.seed,
    returned: (graph?.returned ?? original) === original ? 'original' : 'rewritten',
    graph: best?.hash ?? original,
    speedup: graph?.speedup ?? null,
    realMeasurements: used,
    measuringEnd: end ?? 'not finished',
    seconds: run.seconds,
    steps: best?.trace.length ?? 0,
    macs: best?.macs ?? ledger.model?.macs ?? 0,
    equivalent,
    stopReason: run.stopReason,
    dream: run.dream,
    imagined: way?.whole ?? null,
    followed: way?.followed ?? null,
    failedChecks: tried.filter(({ hash }) => passed(hash) === false).length,
    ...(run.problems.length === 0 ? {} : { problems: run.problems }),
  };
}

/** ORT's own two levels, from the same rounds as the searches' graphs. */
function levelRows(model: EvaluatedModel, timed: Ledger): EvaluationRow[] {
  const all = speedupOf(timed, [original]);
  if (all === null) return [];
  const row = (search: string, { speedup, noise }: Speedup): EvaluationRow => ({
    model: model.name,
    class: model.class,
    search,
    seeds: [],
    speedup,
    returnedSpeedup: speedup.ratio,
    noise,
    boundShare: null,
    realMeasurements: 0,
    seconds: 0,
    steps: 0,
    equivalent: true,
    stopReasons: [],
    against: {},
    reason: null,
    perSeed: [],
  });
  const disabled = speedupOf(timed, [disabledColumn]);
  return [...(disabled === null ? [] : [row('ORT disabled', disabled)]), row('ORT all', all)];
}
