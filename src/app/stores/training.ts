import { create } from 'zustand';
import type {
  BackendReport,
  Evaluation,
  LatentMap,
  Practice,
  RoundReport,
  TrainingInfo,
  TrainingProgress,
} from '../../workers/training/protocol';

import type { WorldModelKind } from './worldModel';

/** Losses of every update, in the order of the updates; what a chart draws. */
export interface LossHistory {
  /** Number of each update, `[updates]`. */
  readonly update: readonly number[];
  readonly loss: readonly number[];
  /** By head, each as long as `update`. */
  readonly parts: Readonly<Record<string, readonly number[]>>;
}

/** What the training worker said last, as plain data. */
export interface TrainingState {
  /** `none`: no run; `starting`: the worker is getting ready; `open`: there is a run, going on or not. */
  readonly run: 'none' | 'starting' | 'open';
  readonly running: boolean;
  /** Updates so far; an agent's rounds. */
  readonly updates: number;
  /** What a person chose before the start: what learns, … */
  readonly mode: 'world' | 'agent';
  readonly kind: WorldModelKind;
  readonly from: 'pretrained' | 'nothing';
  readonly seed: number;
  /** Updates of a world model, rounds of an agent, in all. */
  readonly total: number;
  readonly rounds: number;
  /** Whether an agent's best graphs may go to the clock. */
  readonly clock: boolean;
  readonly progress: TrainingProgress | null;
  readonly info: TrainingInfo | null;
  readonly backend: BackendReport | null;
  readonly updatesPerSecond: number;
  readonly losses: LossHistory;
  readonly evaluations: readonly Evaluation[];
  readonly practices: readonly Practice[];
  readonly reports: readonly RoundReport[];
  readonly map: LatentMap | null;
  /** What this browser keeps for the opened model; null: nothing. */
  readonly kept: { readonly updates: number; readonly savedAt: number } | null;
  /** Checkpoints of the opened model are kept in this browser. */
  readonly keep: boolean;
  /** A person cleared that box for the open model, or keeping failed: it is not ticked again by itself. */
  readonly keepDeclined: boolean;
  /** It was paused because something asks the clock, and goes on afterwards. */
  readonly yielded: boolean;
  /** Something worth knowing about how the run began. */
  readonly remark: string | null;
}

export const noLosses: LossHistory = { update: [], loss: [], parts: {} };

/** What a run begins with, whatever was chosen. */
export const blankRun = {
  run: 'none',
  running: false,
  updates: 0,
  progress: null,
  info: null,
  backend: null,
  updatesPerSecond: 0,
  losses: noLosses,
  evaluations: [],
  practices: [],
  reports: [],
  map: null,
  yielded: false,
  remark: null,
} as const satisfies Partial<TrainingState>;

export const useTraining = create<TrainingState>()(() => ({
  ...blankRun,
  mode: 'world',
  kind: 'dreamgraph',
  from: 'pretrained',
  seed: 1,
  total: 400,
  rounds: 6,
  clock: true,
  kept: null,
  keep: false,
  keepDeclined: false,
}));
/** What a run is through with. */
export const totalOf = ({ mode, total, rounds }: TrainingState): number =>
  mode === 'agent' ? rounds : total;
export const setTraining = useTraining.setState;
export const getTraining = useTraining.getState;
