import type { Action } from '../../../env/environment';

/** What an agent's rounds begin with. */
export interface AgentSetup {
  /** The policy's file, trained in the world model that the run begins with; null: one that has learned nothing. */
  readonly policy: Uint8Array | null;
  readonly rounds: number;
  /** Whether the best graphs of each round may go to the clock; else their price stands in. */
  readonly clock: boolean;
  /** `policy`: the world model stays as it is, and the clock is not asked; `both` when left out. */
  readonly learns?: 'both' | 'policy';
}

/** One batch of dreams and what the policy learned from it. */
export interface Practice {
  /** 1-based, over all rounds. */
  readonly iteration: number;
  /** Mean log speed-up of the batch's dreams, from all the states where they began. */
  readonly dreamed: number;
  readonly policyLoss: number;
  readonly valueLoss: number;
  readonly entropy: number;
  /** How far the policy moved from the one that dreamed. */
  readonly kl: number;
  /** Steps that this batch imagined. */
  readonly imaginedSteps: number;
}

/** Graphs for the clock; the worker waits for the answer. */
export interface MeasureRequest {
  readonly id: number;
  readonly ways: readonly MeasureWay[];
}

/** A way from the opened model to a graph. */
export interface MeasureWay {
  readonly moves: readonly (Action & { readonly among: number })[];
  /** Legal sites per rule at its end: whoever plays it knows by them that it came to the same graph. */
  readonly counts: Uint16Array;
}

/** The answer: one entry for each way; null where the clock said nothing. */
export interface MeasureAnswer {
  readonly id: number;
  readonly figures: readonly (ClockFigure | null)[];
  /** Why some are missing, in a sentence; null where none is. */
  readonly remark: string | null;
}

/** Original ÷ graph, interleaved, with its 95 % interval. */
export interface ClockFigure {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** A graph that was worth the clock. */
export interface BestGraph {
  readonly round: number;
  /** Rewrites that lead to it. */
  readonly steps: number;
  /** Log speed-up: as the world model imagined it before it was measured, and by its price. */
  readonly imagined: number;
  readonly estimated: number;
  /** Null: the clock was not asked, or said nothing. */
  readonly measured: ClockFigure | null;
}

/** What a round came to. */
export interface RoundReport {
  /** 0: before anything was learned here. */
  readonly round: number;
  /** Mean log speed-up of the policy's games from the opened model: dreamed, and on the real graph by price; mean lengths. */
  readonly dreamReturn: number;
  readonly realReturn: number;
  readonly dreamSteps: number;
  readonly realSteps: number;
  /** The round's best graphs, the cheapest by price first. */
  readonly best: readonly BestGraph[];
  /** Why the clock said nothing of some; null where it was asked and answered, or not to be asked. */
  readonly remark: string | null;
  /** F1 of the legal rules on games that were held out, after one and after five steps; null: nothing to judge by. */
  readonly maskF1: number | null;
  readonly maskF1After5: number | null;
  readonly runtimeError: number | null;
  /** Games so far, the random ones included; updates of the world model so far. */
  readonly episodes: number;
  readonly updates: number;
  /** Graphs that the clock has answered about so far: what its correction was fitted to. */
  readonly clocked: number;
  readonly realStepsPerSecond: number;
  readonly imaginedStepsPerSecond: number;
}

/** What dreams and searches may use from now on; 16 bits a value. */
export interface TrainedAgent {
  readonly rounds: number;
  readonly world: Uint8Array;
  readonly policy: Uint8Array;
}
