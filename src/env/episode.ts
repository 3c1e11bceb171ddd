import type { Action } from './environment';
import type { Observation } from './observation';

export type EpisodeEnd = 'stop' | 'nothing-legal' | 'length';

/** One game that was played, with all its states. */
export interface Episode {
  /** Name of the model it started from. */
  readonly model: string;
  /** One more than `actions`. */
  readonly states: readonly Observation[];
  readonly actions: readonly Action[];
  /** Runtime of each state in milliseconds (or the environment's unit), `[states]`. */
  readonly costs: Float64Array;
  /**
   * What the clock said of some of the states: runtime over that of the original and its 95 % interval, `[states, 3]`;
   * zeros where a state was not measured. The original's own interval is the machine's A/A noise.
   */
  readonly clock?: Float64Array;
  readonly end: EpisodeEnd;
}

/** Where a dataset comes from: everything needed to record it again and to know what it may be used with. */
export interface Provenance {
  /** Name and SHA-256 of each model file. */
  readonly models: readonly { readonly name: string; readonly sha256: string; readonly family: string }[];
  readonly provider: string;
  /** `estimated` (sum of operator costs, and from what) or `measured`. */
  readonly runtime: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly rules: RuleListId;
  /** Seconds that measuring one graph took on average, where graphs were measured. */
  readonly secondsPerGraph?: number;
}

/** A rule list by its length and the hash of its names. */
export interface RuleListId {
  readonly length: number;
  readonly hash: string;
}

export interface Dataset {
  readonly provenance: Provenance;
  readonly episodes: readonly Episode[];
}
