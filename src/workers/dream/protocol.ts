import type { Action } from '../../env/environment';
import type { Observation } from '../../env/observation';

/** The world models there are. */
export type ModelKind = 'dreamgraph' | 'rlflow';

/**
 * The dream worker: tfjs and a world model, without the rewrite engine and the clock. A real state is handed over as an
 * observation; everything after it is imagined.
 */
export interface DreamMethods {
  /** Starts tfjs, so that it is there when a model is loaded; the name of its backend. */
  warm(params: null): Promise<string>;
  /** Starts tfjs and reads a checkpoint. The same version again answers at once. @throws CodedError CHECKPOINT_REJECTED */
  load(params: LoadParams): Promise<LoadedWorldModel>;
  /** Takes over a real state under a name; the last few are kept. */
  begin(params: BeginParams): Promise<void>;
  /** Dreams on from a state. Null: a later request for the same model came in between. */
  dream(params: DreamParams): Promise<Fan | null>;
  /** What is legal at a state, what each move is thought to bring, and how likely the agent is to make it. */
  look(params: LookParams): Promise<Moment>;
  /** Imagines a given sequence from a real state on. */
  follow(params: FollowParams): Promise<readonly DreamStep[]>;
  /** What the clock is expected to say along a dream, given what it has said in this session. */
  clock(params: ClockParams): Promise<readonly ClockStep[]>;
}

export interface LoadParams {
  readonly kind: ModelKind;
  /** Another version replaces the loaded one. */
  readonly version: string;
  /** The checkpoint, or where to fetch it. */
  readonly checkpoint: Uint8Array | { readonly url: string };
  /** The agent's policy, where one belongs to this model. */
  readonly policy: Uint8Array | { readonly url: string } | null;
  /** What lies between a model's imagination and the clock, where that is known; of another model's only the scatter counts. */
  readonly residual?: { readonly url: string } | null;
  /** Names of the rules that this program has, in the order of their numbers. */
  readonly ruleNames: readonly string[];
}

export interface LoadedWorldModel {
  readonly kind: ModelKind;
  readonly version: string;
  /** How many rules it knows, from the list's start. */
  readonly rules: number;
  /** tfjs backend that it runs on. */
  readonly backend: string;
  /** Models that it was trained on, as far as the file says so. */
  readonly trainedOn: readonly string[];
  /** Who chooses in its dreams: a trained policy, or the model's own predictions. */
  readonly chooser: Chooser;
}

export type Chooser = 'policy' | 'predictions';

export interface BeginParams {
  readonly start: string;
  readonly observation: Observation;
}

/** A state: a real one, and the moves imagined since. */
export interface Place {
  readonly kind: ModelKind;
  readonly start: string;
  readonly path: readonly Action[];
}

export interface DreamParams extends Place {
  readonly rollouts: number;
  /** Longest dream, in steps from the real state. */
  readonly horizon: number;
  /** 0: always the likeliest move; 1: a predicted gain of one percent more makes a move e times as likely. */
  readonly temperature: number;
  readonly seed: number;
}

export interface LookParams extends Place {
  readonly temperature: number;
}

export interface FollowParams {
  readonly kind: ModelKind;
  readonly start: string;
  readonly moves: readonly Move[];
}

/** A real move: the `site`-th of the `among` sites that its rule really had. */
export interface Move extends Action {
  readonly among: number;
}

export interface ClockParams extends Place {
  /** Graphs of this session's dreams that were measured: log of the runtime over that of the start. */
  readonly told: readonly ToldByClock[];
}

export interface ToldByClock {
  readonly start: string;
  readonly path: readonly Action[];
  readonly real: number;
}

/** Runtime over that of the real state as the clock is expected to give it, with its 90 % interval. */
export interface ClockStep {
  readonly factor: number;
  readonly low: number;
  readonly high: number;
}

export type DreamEnd =
  /** It is as long as it was to be. */
  | 'horizon'
  /** The model expects that nothing is legal any more. */
  | 'nothing-legal'
  /** The ensemble disagrees too much for it to go on. */
  | 'disagreement'
  /** The agent would stop here. */
  | 'stop';

/** One imagined step. */
export interface DreamStep {
  readonly rule: number;
  readonly site: number;
  /** How many sites the rule had when it was chosen, as imagined. */
  readonly among: number;
  /** Row, in the observation, of the node where it is applied; -1 when the real state has no such place. */
  readonly anchor: number;
  /** With which it was chosen. */
  readonly probability: number;
  /** Runtime over that of the real state, with its 90 % interval. */
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  /** Standard deviation of the log runtime among the ensemble's members. */
  readonly disagreement: number;
  /** Probability that nothing is legal after it. */
  readonly end: number;
  /** Legal sites after it per rule, `[rules]`. */
  readonly counts: Uint16Array;
}

export interface Rollout {
  readonly steps: readonly DreamStep[];
  readonly end: DreamEnd;
}

/** Dreams from one place. The first is the likeliest: the most probable move at every step. */
export interface Fan {
  readonly kind: ModelKind;
  readonly version: string;
  /** The moves that all dreams begin with. */
  readonly path: readonly DreamStep[];
  readonly rollouts: readonly Rollout[];
  /** Imagined steps, those that were only weighed included. */
  readonly imagined: number;
  /** How long it took. */
  readonly ms: number;
}

/** A legal move. */
export interface Option {
  readonly rule: number;
  readonly site: number;
  readonly among: number;
  readonly anchor: number;
  readonly probability: number;
  /** Runtime after it over that before it, as imagined, with its interval. */
  readonly factor: number;
  readonly low: number;
  readonly high: number;
}

export interface Moment {
  /** Legal sites per rule, `[rules]`; at a real state the real ones. */
  readonly counts: Uint16Array;
  /** The likeliest first. Where there are very many moves, a fair sample of each rule's sites. */
  readonly options: readonly Option[];
}
