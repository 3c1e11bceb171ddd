import type {
  AgainRecord,
  ConfirmRecord,
  EvaluationRecord,
  ModelRecord,
  PeerRecord,
  RatioRecord,
  RunRecord,
  WayRecord,
} from './records';
import { isMeasuredAsToday } from './revisions';

/** Attempts after which a graph that was on the runtime whenever its process died is given up. */
const lives = 2;

/** What the records say of one model; of several records on the same thing the last counts. */
export interface Ledger {
  readonly model: ModelRecord | null;
  readonly runs: readonly RunRecord[];
  /** By `wayKey`. */
  readonly ways: ReadonlyMap<string, WayRecord>;
  readonly ratios: ReadonlyMap<string, RatioRecord>;
  /** Of graphs that led by those ratios: what they made afresh. */
  readonly again: ReadonlyMap<string, AgainRecord>;
  /** Why graphs cannot be measured or do not count, by hash. */
  readonly refused: ReadonlyMap<string, string>;
  readonly equivalent: ReadonlyMap<string, { readonly passed: boolean; readonly maxRel: number }>;
  /** The latest last. */
  readonly confirmed: readonly ConfirmRecord[];
  readonly peers: ReadonlyMap<string, PeerRecord>;
  /** Graphs that a process died with once: they are measured alone. */
  readonly suspects: ReadonlySet<string>;
}

/** What a way depends on: the run, and the graph that it leads to. */
export const wayKey = ({ agent, seed, settings }: RunId, hash: string): string =>
  `${agent}/${seed}/${settings}/${hash}`;

type RunId = Pick<RunRecord, 'agent' | 'seed' | 'settings'>;

export function ledgerOf(records: readonly EvaluationRecord[], model: string): Ledger {
  let about: ModelRecord | null = null;
  const runs = new Map<string, RunRecord>();
  const ways = new Map<string, WayRecord>();
  const ratios = new Map<string, RatioRecord>();
  const again = new Map<string, AgainRecord>();
  const refused = new Map<string, string>();
  const equivalent = new Map<string, { passed: boolean; maxRel: number }>();
  const confirmed = new Map<string, ConfirmRecord>();
  const peers = new Map<string, PeerRecord>();
  const open = new Map<string, number>();
  for (const record of records) {
    if (record.model !== model) continue;
    switch (record.kind) {
      case 'model':
        about = record;
        break;
      case 'run':
        runs.set(`${record.agent}/${record.seed}/${record.settings}`, record);
        break;
      case 'way':
        ways.set(wayKey(record, record.hash), record);
        break;
      case 'ratio':
        ratios.set(record.hash, record);
        break;
      case 'again':
        again.set(record.hash, record);
        break;
      case 'refused':
        refused.set(record.hash, record.reason);
        break;
      case 'equivalence':
        if (!isMeasuredAsToday(record)) break;
        equivalent.set(record.hash, record);
        if (!record.passed) refused.set(record.hash, 'its outputs differ');
        break;
      case 'confirm': {
        if (!isMeasuredAsToday(record)) break;
        const key = `${record.about}/${[...record.columns].sort().join()}`;
        // Deleted first: what was measured again is the latest.
        confirmed.delete(key);
        confirmed.set(key, record);
        break;
      }
      case 'peer':
        peers.set(record.tool, record);
        break;
      case 'attempt':
        for (const hash of record.hashes) open.set(hash, (open.get(hash) ?? 0) + 1);
        break;
      case 'survived':
        for (const hash of record.hashes) open.delete(hash);
        break;
    }
  }
  for (const [hash, times] of open)
    if (times >= lives) refused.set(hash, 'onnxruntime-web crashed or hung on it');
  return {
    model: about,
    runs: [...runs.values()],
    ways,
    ratios,
    again,
    refused,
    equivalent,
    confirmed: [...confirmed.values()],
    peers,
    suspects: new Set(open.keys()),
  };
}
