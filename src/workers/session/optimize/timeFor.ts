export interface TimeWanted {
  /** What the person allows, in seconds; 30 unless they say otherwise. */
  readonly seconds: number;
  readonly nodes: number;
  /** One run of the original, in milliseconds, as far as it is known. */
  readonly ms: number;
}

/** Parts of what is allowed, and of what a model needs, that timing its operators may take. */
const operators = { ofAllowed: 0.25, ofNeeded: 0.4 };

/**
 * Seconds that timing the original's operators may take, before anybody knows how long a run is: a small model has few of
 * them, and its answer is due sooner.
 */
export function timeForOperators({ seconds, nodes }: Omit<TimeWanted, 'ms'>): number {
  return Math.min(seconds * operators.ofAllowed, timeFor({ seconds, nodes, ms: 0 }) * operators.ofNeeded);
}

/** What the default allows. */
const usual = 30;

/**
 * Seconds until the confirmation: a small, fast model needs fewer than it is allowed. At the default: SqueezeNet (66
 * nodes, 25 ms) 7, a BERT of four layers about 26, anything from 600 nodes on all of them. Who allows more gets more; who
 * allows less still gets what a small model needs.
 */
export function timeFor({ seconds, nodes, ms }: TimeWanted): number {
  const needed = Math.min(usual, 3 + nodes / 25 + ms / 25);
  return Math.min(seconds, needed * Math.max(1, seconds / usual));
}
