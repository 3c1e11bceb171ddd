import { CodedError } from '../../src/core';
import { ledgerOf } from './ledger';
import { type Bench, isFatal, leastSampleMs, roomFor } from './measuring';
import { type MeasuringLimits, progressOf } from './progress';
import type { ConfirmRecord, OfferedGraph, RunRecord } from './records';
import { replay } from './traces';

/** Rounds of the run whose figures are claimed, and what narrows it down sooner. */
const claimedRounds = 20;
const precision = 0.004;

/** The column of the original with ORT's optimizer disabled. */
export const disabledColumn = 'disabled';

/** Each search's fastest graph that computes the same; fails a graph that does not, and goes on with the next. */
export async function checkWinners(
  bench: Bench,
  runs: readonly RunRecord[],
  limits: MeasuringLimits,
): Promise<boolean> {
  const { records, model, lab, log } = bench;
  for (;;) {
    const ledger = ledgerOf(records.all, model);
    const open = winnersOf(runs, ledger, limits).find(({ hash }) => !ledger.equivalent.has(hash));
    if (open === undefined) return true;
    if (bench.over()) return false;
    const graph = replay(lab.base, open);
    if (graph === null) {
      records.add({ kind: 'refused', model, hash: open.hash, reason: 'its trace does not lead to it' });
      continue;
    }
    try {
      const { passed, maxRel, worst } = await lab.verify(graph);
      records.add({ kind: 'equivalence', model, hash: open.hash, passed, maxRel });
      if (!passed) log(`${model}: a graph was rejected: ${worst?.output ?? ''} ${worst?.reason ?? ''}`);
    } catch (thrown) {
      if (!(thrown instanceof CodedError) || isFatal(thrown)) throw thrown;
      records.add({ kind: 'refused', model, hash: open.hash, reason: thrown.message });
    }
  }
}

/** The searches' fastest graphs, each once. */
function winnersOf(
  runs: readonly RunRecord[],
  ledger: Pick<ReturnType<typeof ledgerOf>, 'ratios' | 'refused'>,
  limits: MeasuringLimits,
): OfferedGraph[] {
  const winners = new Map<string, OfferedGraph>();
  for (const run of runs) {
    const { best } = progressOf(run, ledger, limits);
    if (best !== null) winners.set(best.hash, best);
  }
  return [...winners.values()];
}

/** Graphs in groups of at most `room`; those of `always` are in every group, so that all can be compared with them. */
export function groupsOf(hashes: readonly string[], always: readonly string[], room: number): string[][] {
  const shared = [...new Set(always)].slice(0, Math.max(0, room - 1));
  const others = hashes.filter((hash) => !shared.includes(hash));
  const perGroup = Math.max(1, room - shared.length);
  const groups: string[][] = [];
  for (let i = 0; i < others.length; i += perGroup)
    groups.push([...shared, ...others.slice(i, i + perGroup)]);
  return groups.length === 0 ? [shared] : groups;
}

/** Times the winners afresh, with the original and ORT's level `disabled`, in the same rounds; false when time ran out. */
export async function confirmWinners(
  bench: Bench,
  runs: readonly RunRecord[],
  limits: MeasuringLimits,
  always: (run: RunRecord) => boolean,
): Promise<boolean> {
  const { records, model, lab, log } = bench;
  const ledger = ledgerOf(records.all, model);
  const winners = winnersOf(runs, ledger, limits);
  const shared = winnersOf(runs.filter(always), ledger, limits).map(({ hash }) => hash);
  const room = roomFor(lab.weightBytes);
  const hashes = winners.map(({ hash }) => hash);
  for (const group of groupsOf(hashes, shared, Math.max(1, room - 1))) {
    const columns = [disabledColumn, ...group];
    if (isConfirmed(ledger.confirmed, columns)) continue;
    if (bench.over()) return false;
    const record = await timeColumns(bench, 'winners', columns, winners);
    records.add(record);
    log(
      `${model}: confirmed ${group.length} graphs in ${record.rounds.length} rounds, A/A noise ${(100 * record.noise).toFixed(1)} %${record.trouble === null ? '' : `, ${record.trouble}`}`,
    );
  }
  return true;
}

/** Whether one sound record holds all of these columns. */
export const isConfirmed = (confirmed: readonly ConfirmRecord[], columns: readonly string[]): boolean =>
  confirmed.some(
    (record) => record.trouble === null && columns.every((column) => record.columns.includes(column)),
  );

async function timeColumns(
  { lab, model, ms }: Bench,
  about: string,
  columns: readonly string[],
  winners: readonly OfferedGraph[],
): Promise<ConfirmRecord> {
  const entries = [];
  for (const column of columns) {
    const winner = winners.find(({ hash }) => hash === column);
    const graph = winner === undefined ? lab.base : replay(lab.base, winner);
    const source = await lab.source(graph ?? lab.base);
    entries.push(column === disabledColumn ? { source, level: 'disabled' as const } : { source });
  }
  return confirmEntries(lab, { model, about, columns, ms }, entries);
}

/** One run of fresh interleaved rounds as a record. */
export async function confirmEntries(
  lab: Bench['lab'],
  { model, about, columns, ms }: Pick<ConfirmRecord, 'model' | 'about' | 'columns'> & { readonly ms: number },
  entries: Parameters<Bench['lab']['compare']>[0],
): Promise<ConfirmRecord> {
  // Twice the rounds' own time: sessions are opened anew meanwhile, so that no place in memory decides.
  const rounds = Math.max(leastSampleMs, ms) * (entries.length + 2) * claimedRounds;
  const result = await lab.compare(entries, {
    seconds: Math.max(4, (2 * rounds) / 1000),
    precision,
    minRounds: claimedRounds,
    minSampleMs: leastSampleMs,
    seed: 7,
  });
  const { original, candidates, rounds: count, batches, noise, trouble } = result;
  const figures = Array.from({ length: count }, (_, r) => [
    original.samples[r] ?? Number.NaN,
    original.samples[count + r] ?? Number.NaN,
    ...candidates.map(({ times }) => times.samples[r] ?? Number.NaN),
  ]);
  return {
    kind: 'confirm',
    model,
    about,
    columns,
    rounds: figures.map((round) => round.map((x) => Number(x.toPrecision(5)))),
    batches,
    noise,
    trouble: trouble?.message ?? null,
  };
}
