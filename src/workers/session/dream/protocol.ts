import type { Action } from '../../../env/environment';
import type { Observation } from '../../../env/observation';
import type { Looked, StepView, Target } from '../protocol';

/** What the session does for dreams: real states to dream from, and reality to hold dreams against. */
export interface DreamSessionMethods {
  /** The graph at a step as a world model sees it. */
  observe(params: { readonly step: number }): Promise<Observed>;
  /** Plays a dreamed sequence on the real graph, up to the first move that is not legal there. */
  replayDream(params: ReplayParams): Promise<Replay>;
  /** Asks the clock about a replayed graph; waits for its turn. Rejects as `measure` does. */
  measureDream(params: MeasureDreamParams): Promise<Looked>;
  /** Makes the first `steps` replayed moves the trace's own; what followed is dropped. */
  takeDream(params: { readonly replay: number; readonly steps: number }): Promise<readonly StepView[]>;
  /**
   * Which world model imagines the steps of traces: a checkpoint, or where to fetch it; null: none. With a policy that was
   * trained in it here, it is also the agent's own the next time that it searches.
   */
  useWorldModel(params: WorldModelSource | null): Promise<void>;
}

export interface WorldModelSource {
  readonly kind: 'dreamgraph' | 'rlflow';
  readonly version: string;
  readonly checkpoint: Uint8Array | { readonly url: string };
  /** A policy that was trained in it on this model: searches use both from then on. Left out or null: there is none. */
  readonly policy?: Uint8Array | null;
}

export interface Observed {
  /** The same for the same graph. */
  readonly key: string;
  readonly step: number;
  readonly observation: Observation;
  /** Number of the node in each row, `[nodes]`; the page calls it `n` and the number. */
  readonly ids: Int32Array;
  /** Runtime of this graph: what dreams begin with. */
  readonly ms: number;
  readonly source: 'measured' | 'estimated';
  readonly rules: readonly RuleName[];
}

export interface RuleName {
  readonly name: string;
  readonly title: string;
  readonly family: string;
}

export interface ReplayParams {
  readonly step: number;
  readonly moves: readonly DreamedMove[];
}

/** A dreamed move: the `site`-th of the `among` sites that the rule was thought to have. */
export interface DreamedMove extends Action {
  readonly among: number;
}

export interface Replay {
  /** Handle for `measureDream` and `takeDream`; the last few are kept. */
  readonly id: number;
  /** Runtime of the graph where it began, by the same estimate as the steps'. */
  readonly startMs: number;
  /** One for each move up to the first that is not legal, which is the last. */
  readonly steps: readonly ReplayStep[];
}

export interface ReplayStep {
  readonly legal: boolean;
  /** Why it is not; null when it is. */
  readonly why: string | null;
  /** Sites that the rule really had before the move. */
  readonly among: number;
  /** Legal sites after the move, `[rules]`; before it where it is not legal. */
  readonly counts: Uint16Array;
  /** Sum of operator costs after the move, milliseconds; null where it is not legal. */
  readonly estimatedMs: number | null;
  /** Node where it was made, as `n12`; null where it is not legal. */
  readonly node: string | null;
}

export interface MeasureDreamParams {
  readonly replay: number;
  /** 1-based: the graph after this many moves. */
  readonly steps: number;
  readonly target: Target;
  readonly seconds: number;
}
