import { CodedError } from '../../src/core';
import type { Entry } from './lab';
import { ledgerOf } from './ledger';
import { type Bench, claimBudget, compareTwice, isFatal, replayed, roomFor } from './measuring';
import { type MeasuringLimits, progressOf } from './progress';
import type { ConfirmRecord, OfferedGraph, RunRecord } from './records';
import { measuring } from './revisions';

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
    const graph = replayed(bench, open);
    if (graph === null) continue;
    try {
      const { passed, maxRel, worst } = await lab.verify(graph);
      records.add({ kind: 'equivalence', model, hash: open.hash, passed, maxRel, measuring });
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

/**
 * Times the winners afresh, with the original and ORT's level `disabled`, in the same rounds. `again`: one of them cannot be made
 * any more and was refused, so that its search has another winner.
 */
export async function confirmWinners(
  bench: Bench,
  runs: readonly RunRecord[],
  limits: MeasuringLimits,
  always: (run: RunRecord) => boolean,
): Promise<'done' | 'time' | 'again'> {
  const { records, model, lab, log } = bench;
  const ledger = ledgerOf(records.all, model);
  const winners = winnersOf(runs, ledger, limits);
  const shared = winnersOf(runs.filter(always), ledger, limits).map(({ hash }) => hash);
  const room = roomFor(lab.weightBytes);
  const hashes = winners.map(({ hash }) => hash);
  for (const group of groupsOf(hashes, shared, Math.max(1, room - 1))) {
    const columns = [disabledColumn, ...group];
    if (isConfirmed(ledger.confirmed, columns)) continue;
    if (bench.over()) return 'time';
    const record = await timeColumns(bench, columns, winners);
    if (record === null) return 'again';
    records.add(record);
    log(
      `${model}: confirmed ${group.length} graphs in ${record.rounds.length} rounds, A/A noise ${(100 * record.noise).toFixed(1)} %${record.trouble === null ? '' : `, ${record.trouble}`}`,
    );
  }
  return 'done';
}

/** Whether one sound record holds all of these columns. */
export const isConfirmed = (confirmed: readonly ConfirmRecord[], columns: readonly string[]): boolean =>
  confirmed.some(
    (record) => record.trouble === null && columns.every((column) => record.columns.includes(column)),
  );

/** Null where a winner cannot be made again: nothing else is timed under its name. */
async function timeColumns(
  bench: Bench,
  columns: readonly string[],
  winners: readonly OfferedGraph[],
): Promise<ConfirmRecord | null> {
  const { lab } = bench;
  const entries: Entry[] = [];
  for (const column of columns) {
    const winner = winners.find(({ hash }) => hash === column);
    const graph = winner === undefined ? lab.base : replayed(bench, winner);
    if (graph === null) return null;
    const source = await lab.source(graph);
    entries.push(column === disabledColumn ? { source, level: 'disabled' } : { source });
  }
  return confirmEntries(bench, { about: 'winners', columns }, entries);
}

/** One run of fresh interleaved rounds as a record. */
export async function confirmEntries(
  bench: Bench,
  { about, columns }: Pick<ConfirmRecord, 'about' | 'columns'>,
  entries: readonly Entry[],
): Promise<ConfirmRecord> {
  const result = await compareTwice(bench, entries, claimBudget(bench.ms, entries.length));
  const { original, candidates, rounds: count, batches, noise, trouble } = result;
  const figures = Array.from({ length: count }, (_, r) => [
    original.samples[r] ?? Number.NaN,
    original.samples[count + r] ?? Number.NaN,
    ...candidates.map(({ times }) => times.samples[r] ?? Number.NaN),
  ]);
  return {
    kind: 'confirm',
    model: bench.model,
    about,
    columns,
    rounds: figures.map((round) => round.map((x) => Number(x.toPrecision(5)))),
    batches,
    noise,
    trouble: trouble?.message ?? null,
    measuring,
    time: new Date().toISOString(),
  };
}
