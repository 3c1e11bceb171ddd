import type { CostTableData } from '../../bench';
import type { ErrorData } from '../../core';
import type { Observation } from '../../env/observation';
import type {
  AgentSetup,
  MeasureAnswer,
  MeasureRequest,
  Practice,
  RoundReport,
  TrainedAgent,
} from './agent/protocol';

export type * from './agent/protocol';

export type ModelKind = 'dreamgraph' | 'rlflow';
export type Backend = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/**
 * Trains a world model on one opened model: plays it in the background, fits what was played, and says how well the
 * dream agrees with the engine. Or an agent, in rounds: it learns in dreams, plays, has its best graphs measured, and the
 * world model learns from that; what is counted in updates below is then counted in rounds. One run at a time; it begins
 * paused at 0.
 */
export interface TrainingMethods {
  /** Starts a run; one that was there ends. */
  open(params: TrainingSetup): Promise<TrainingInfo>;
  /** Goes on until it is paused or has made all its updates. Returns at once. */
  resume(params: null): Promise<void>;
  /** Resolves when the update under way, or the part of a check, has ended. */
  pause(params: null): Promise<void>;
  /** Makes one update, recording first what it needs. */
  step(params: null): Promise<void>;
  /** Back to where the run began, with another seed or the same. Paused. */
  reset(params: { readonly seed: number }): Promise<void>;
  /** Which state the map marks; null: the opened model's own. */
  mark(params: MarkedState | null): Promise<void>;
  /** The present state as a file that training can go on from. */
  save(params: null): Promise<Uint8Array>;
  /** Goes on from such a file, at its rate and over its updates, or over those asked for where these are more. */
  restore(params: { readonly bytes: Uint8Array }): Promise<Restored>;
  /** What the clock said of the graphs of a `measure` event; the agent waits for it. */
  measured(params: MeasureAnswer): Promise<void>;
  /** Keeps checkpoints of this kind in this browser under the model's SHA-256 from now on, or forgets those that are kept. */
  keep(params: KeptKey & { readonly keep: boolean }): Promise<void>;
  /** What is kept for a model; null: nothing. */
  kept(params: KeptKey): Promise<KeptCheckpoint | null>;
  /** Ends the run; its last checkpoint can still be kept. */
  close(params: null): Promise<void>;
}

export interface TrainingEvents {
  progress: TrainingProgress;
  episode: PlayedEpisode;
  updates: UpdateBatch;
  evaluation: Evaluation;
  map: LatentMap;
  backend: BackendReport;
  /** What dreams may use from now on; 16 bits a value. */
  checkpoint: { readonly kind: ModelKind; readonly updates: number; readonly bytes: Uint8Array };
  state: { readonly running: boolean; readonly updates: number };
  practice: Practice;
  round: RoundReport;
  /** Graphs to be measured: the agent waits for `measured`. */
  measure: MeasureRequest;
  /** What dreams and searches may use from now on. */
  agent: TrainedAgent;
  /** Checkpoints are kept in this browser no more, because that failed. */
  unkept: ErrorData;
  error: ErrorData;
}

export interface TrainingSetup {
  readonly kind: ModelKind;
  /** The structure of the opened model. */
  readonly model: { readonly bytes: Uint8Array; readonly costs: CostTableData | null };
  readonly provider: 'wasm' | 'webgpu';
  /** A checkpoint to fine-tune; null: from random weights. */
  readonly start: Uint8Array | null;
  readonly seed: number;
  /** Updates in all; an agent's are its plan's. */
  readonly updates: number;
  /** Given: an agent learns, in rounds. */
  readonly agent?: AgentSetup;
}

export interface TrainingInfo {
  readonly backend: BackendReport;
  readonly parameters: number;
  readonly rules: number;
}

export interface Restored {
  readonly updates: number;
  readonly seed: number;
  /** What the run is through with from now on: updates, or an agent's rounds. */
  readonly total: number;
}

/** Whose checkpoint: the opened model's, and of which kind of world model, or of an agent. */
export interface KeptKey {
  readonly sha256: string;
  readonly kind: ModelKind | 'agent';
  /** An agent's: with which dimensions, outputs and provider it learned, since what the clock said holds for these alone. */
  readonly base?: string;
}

export interface KeptCheckpoint {
  readonly updates: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly bytes: Uint8Array;
}

export interface TrainingProgress {
  readonly phase:
    | 'starting'
    | 'recording'
    | 'training'
    | 'checking'
    | 'dreaming'
    | 'playing'
    | 'measuring'
    | 'paused'
    | 'done';
  /** A sentence with a number. */
  readonly message: string;
  readonly done: number;
  readonly total: number;
  readonly secondsLeft: number | null;
}

export interface MarkedState {
  readonly observation: Observation;
  /** Its runtime over the opened model's. */
  readonly relative: number;
}

/** A game that was just played on the real graph, to be learned from. */
export interface PlayedEpisode {
  /** From 0; a number that was seen before is played again, after training went back. */
  readonly index: number;
  /** Estimated runtime of each state over that of the opened model, `[states]`. */
  readonly relative: readonly number[];
}

/** Losses of several updates in a row. */
export interface UpdateBatch {
  /** Number of the first; a number that was seen before takes its place: training went back to a checkpoint. */
  readonly first: number;
  readonly loss: readonly number[];
  /** By head, each as long as `loss`. */
  readonly parts: Readonly<Record<string, readonly number[]>>;
  readonly updatesPerSecond: number;
}

/** How far the dream agrees with the engine, after some updates. */
export interface Evaluation {
  readonly update: number;
  /** Log of the speed-up that the greedy policy reaches in the dream, and the same policy on the real graph by estimated runtimes. */
  readonly dreamReturn: number;
  readonly realReturn: number;
  readonly dreamSteps: number;
  readonly realSteps: number;
  /** F1 of the legal rules on held-out episodes after one and after five steps; null: nothing to judge by. */
  readonly maskF1: number | null;
  readonly maskF1After5: number | null;
  /** Mean error of the runtime after one step, as a share. */
  readonly runtimeError: number | null;
  /** Recorded so far. */
  readonly episodes: number;
  readonly realStepsPerSecond: number;
  readonly imaginedStepsPerSecond: number;
}

/** Latents of recorded states in two dimensions. */
export interface LatentMap {
  readonly update: number;
  /** `[points]`. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Estimated runtime over that of the opened model, `[points]`. */
  readonly relative: Float32Array;
  /** Index of the opened model's own state. */
  readonly start: number;
  /** Index of the marked state; the same place as `start` when none is. */
  readonly current: number;
  /** Share of the variance along each axis. */
  readonly explained: readonly [number, number];
}

export interface BackendReport {
  readonly name: Backend;
  /** Milliseconds of a small training step on each backend that started. */
  readonly measured: Readonly<Partial<Record<Backend, number>>>;
  /** The backend that went away, and where training went on; null: none did. */
  readonly lost: { readonly name: Backend; readonly reason: string; readonly fromUpdate: number } | null;
}
