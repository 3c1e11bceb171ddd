/** One step stays on the canvas this long while playing, in ms: the rewrite's 250 and a look at its result. */
const USUAL = 700;
/** Faster than this nobody can follow; a longer way is played in strides instead. Milliseconds. */
const FASTEST = 180;

export interface Pace {
  /** Milliseconds until the next step is shown. */
  readonly wait: number;
  /** How many steps further that is. */
  readonly stride: number;
}

/** How to play so many steps that are left in so many milliseconds that are left. */
export function paceOf(steps: number, timeLeft: number): Pace {
  const wait = Math.max(FASTEST, Math.min(USUAL, timeLeft / Math.max(1, steps)));
  const ticks = Math.max(1, Math.floor(timeLeft / wait));
  return { wait, stride: Math.max(1, Math.ceil(steps / ticks)) };
}
