import type { Machine } from '../../perf/machine';
import type { EvaluationRow, ModelRows } from './rows';
import type { RatioInterval } from './statistics';

/** Conditions that a report's figures hold for. */
export interface Conditions {
  /** ISO date of the day on which it was written. */
  readonly date: string;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  readonly seeds: readonly number[];
  readonly threads: number;
  readonly searchSeconds: number;
  readonly measurements: number;
  readonly patience: number;
  /** Models that were measured with the beginning of today's rules, or earlier revisions or agents, and with which. */
  readonly before?: Readonly<Record<string, EarlierVersions>>;
}

/** What may differ between the models of one report. */
export interface EarlierVersions {
  readonly rules: string;
  readonly Optimize: string;
  /** Digests of the trained agents by their entry in `versions`, where they are not the report's. */
  readonly agents?: Readonly<Record<string, string>>;
  /** What is counted up by hand besides, by its entry in `versions`; left out where the report did not tell them. */
  readonly revisions?: Readonly<Record<string, string>>;
}

export interface ReportedModel extends ModelRows {
  readonly model: string;
  readonly class: string;
  readonly nodes: number;
  /** By the estimate. */
  readonly originalMs: number | null;
  /** ISO date on which its figures were last written from the records, and the processor that it was measured on. */
  readonly date: string;
  readonly cpu: string;
}

/** `paper`, `wild` and `unseen`. */
export interface TableReport extends Conditions {
  readonly suite: 'paper' | 'wild' | 'unseen';
  readonly models: readonly Omit<ReportedModel, 'rows'>[];
  readonly rows: readonly EvaluationRow[];
  /** Models of the suite without a row, and why. */
  readonly missing: Readonly<Record<string, string>>;
}

export interface PeerRow {
  readonly model: string;
  readonly class: string;
  readonly tool: string;
  readonly version: string | null;
  /** What the tool took; of ours the search alone. */
  readonly seconds: number | null;
  readonly nodes: number | null;
  /** Over the original at ORT's level `all`. */
  readonly speedup: RatioInterval | null;
  readonly equivalent: boolean | null;
  /** Original ÷ its multiply-adds. */
  readonly arithmetic: number | null;
  /** Its output ÷ ours from the same original, in time: above 1 ours is faster. */
  readonly oursAgainst: RatioInterval | null;
  /** Its output ÷ what we make of it. */
  readonly improved: RatioInterval | null;
  /** Its multiply-adds ÷ the fewest known: what can be improved at all. */
  readonly room: number | null;
  readonly error: string | null;
}

export interface PeersReport extends Conditions {
  readonly suite: 'peers';
  readonly rows: readonly PeerRow[];
  readonly missing: Readonly<Record<string, string>>;
}

export interface EfficiencyCurve {
  readonly model: string;
  readonly search: string;
  readonly seed: number;
  /** Best speed-up after 1, 2, … measurements. */
  readonly best: readonly number[];
}

export interface EfficiencyReport extends Conditions {
  readonly suite: 'efficiency';
  readonly curves: readonly EfficiencyCurve[];
  /** Models without curves, and why; left out in reports of before measuring 2. */
  readonly missing?: Readonly<Record<string, string>>;
}

export interface ClickRow {
  readonly model: string;
  readonly returned: string;
  /** From starting the command to its end, browser included. */
  readonly wallSeconds: number;
  /** From “Optimize” to the verified, measured result. */
  readonly seconds: number;
  readonly limit: number;
  readonly error: string | null;
}

export interface ClickReport extends Conditions {
  readonly suite: 'click';
  readonly rows: readonly ClickRow[];
}

export type EvaluationReport = TableReport | PeersReport | EfficiencyReport | ClickReport;
