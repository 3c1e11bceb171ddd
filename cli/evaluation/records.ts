import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ImaginedWay } from '../../src/agent/imagineWays';
import type { StopReason } from '../../src/agent/search';

/** One rewrite of a trace: index in the list of rules, anchor's id, which of the rule's matches there. */
export type TraceStep = readonly [rule: number, anchor: number, variant: number];

/** A graph that a search offers, with the way to it. */
export interface OfferedGraph {
  readonly hash: string;
  /** Milliseconds by the estimate that the search saw. */
  readonly estimate: number;
  readonly macs: number;
  readonly trace: readonly TraceStep[];
}

/** What one search found on one model, in the order in which it is worth measuring. */
export interface RunRecord {
  readonly kind: 'run';
  readonly model: string;
  readonly agent: string;
  readonly seed: number;
  /** Everything else that the result depends on: time limit, list of rules, checkpoint. */
  readonly settings: string;
  readonly seconds: number;
  readonly engineSteps: number;
  readonly imaginedSteps: number;
  readonly stopReason: StopReason;
  /** What the agent promised of its own play before it played, and what came of it, log speed-ups; null: it promised nothing. */
  readonly dream: { readonly dreamed: number; readonly real: number } | null;
  readonly problems: readonly string[];
  readonly offered: readonly OfferedGraph[];
  /** So many of the offered, its first, it had measured itself while it searched; left out: none. */
  readonly clocked?: number;
  readonly rulesRevision?: number;
}

/** The way to the fastest graph of a run as the run's agent imagines it afterwards. */
export interface WayRecord extends ImaginedFully {
  readonly kind: 'way';
  readonly model: string;
  readonly agent: string;
  readonly seed: number;
  readonly settings: string;
  readonly hash: string;
}

/** A way imagined twice. */
export interface ImaginedFully {
  /** In one dream from its start to its end. */
  readonly whole: ImaginedWay;
  /** With a look at the real state after every few steps, as the agent plays. */
  readonly followed: ImaginedWay;
}

/** A model as the searches saw it. */
export interface ModelRecord {
  readonly kind: 'model';
  readonly model: string;
  readonly nodes: number;
  readonly macs: number;
  readonly weightBytes: number;
  /** Milliseconds of one run of the original, by the estimate. */
  readonly ms: number;
  /** Multiply-adds of the cheapest scripted sequence. */
  readonly recipeMacs: number;
}

/** One graph's ratio to the original while searching; what is claimed is measured afresh. */
export interface RatioRecord {
  readonly kind: 'ratio';
  readonly model: string;
  readonly hash: string;
  readonly ratio: number;
  readonly ci95: readonly [number, number];
  readonly noise: number;
}

/** A leading graph's ratio, timed afresh: the highest of many noisy ratios is too high. */
export interface AgainRecord extends Omit<RatioRecord, 'kind'> {
  readonly kind: 'again';
  /** Timed alone, when it led by figures that had not chosen it either. */
  readonly last?: true;
}

/** A graph that cannot be measured, or whose outputs differ. */
export interface RefusedRecord {
  readonly kind: 'refused';
  readonly model: string;
  readonly hash: string;
  readonly reason: string;
}

/** Written before graphs go to the runtime: what is still open when a process starts was on it when it died. */
export interface AttemptRecord {
  readonly kind: 'attempt' | 'survived';
  readonly model: string;
  readonly hashes: readonly string[];
}

export interface EquivalenceRecord {
  readonly kind: 'equivalence';
  readonly model: string;
  readonly hash: string;
  readonly passed: boolean;
  readonly maxRel: number;
  readonly measuring?: number;
}

/** Fresh interleaved rounds of the graphs that are to be compared. */
export interface ConfirmRecord {
  readonly kind: 'confirm';
  readonly model: string;
  /** `winners`, or `peers` where other optimizers' files took part. */
  readonly about: string;
  /** Names of the columns after the original's two: hashes, `disabled`, `peer:NAME`. */
  readonly columns: readonly string[];
  /** Milliseconds per run, `[rounds, 2 + columns]`. */
  readonly rounds: readonly (readonly number[])[];
  readonly batches: readonly number[];
  readonly noise: number;
  readonly trouble: string | null;
  readonly measuring?: number;
  /** When it was measured, in ISO form. */
  readonly time?: string;
}

/** A peer's output for a model, or why there is none. */
export interface PeerRecord {
  readonly kind: 'peer';
  readonly model: string;
  readonly tool: string;
  readonly version: string | null;
  readonly seconds: number | null;
  readonly nodes: number | null;
  readonly macs: number | null;
  readonly equivalent: boolean | null;
  readonly error: string | null;
}

export type EvaluationRecord =
  | RunRecord
  | WayRecord
  | ModelRecord
  | RatioRecord
  | AgainRecord
  | RefusedRecord
  | AttemptRecord
  | EquivalenceRecord
  | ConfirmRecord
  | PeerRecord;

/** What was measured on one machine with one set of versions. Lines are only added, so a sitting can end at any time. */
export interface RecordFile {
  readonly all: readonly EvaluationRecord[];
  add(...records: readonly EvaluationRecord[]): void;
}

export function openRecords(file: string | null): RecordFile {
  const text = file !== null && existsSync(file) ? readFileSync(file, 'utf8') : '';
  const all = parseLines(text);
  // What a process that was ended began to write must not take the next line with it.
  let begin = text === '' || text.endsWith('\n') ? '' : '\n';
  if (file !== null) mkdirSync(path.dirname(file), { recursive: true });
  return {
    all,
    add: (...records) => {
      all.push(...records);
      if (file === null) return;
      appendFileSync(file, begin + records.map((r) => `${JSON.stringify(r)}\n`).join(''));
      begin = '';
    },
  };
}

/** A process that was ended while writing leaves half a line, which counts as not written. */
function parseLines(text: string): EvaluationRecord[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as EvaluationRecord];
    } catch {
      return [];
    }
  });
}
