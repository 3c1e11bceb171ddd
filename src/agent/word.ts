import type { DreamCheck } from './search';
import type { Expectation } from './trust';

/** How far from what was promised the whole may end and the word is kept: log speed-up, or as a part of the promise. */
const allowed = { least: 0.02, relative: 0.1 };
/** Standard deviations that have to lie within that: nine words in ten and more are kept. */
const deviations = 2;

/**
 * The agent's word in one episode. Promises add up, and so do their variances: one is given only while all of them together
 * are certain enough to be kept. What is played beyond that is an experiment, which promises nothing and is not counted.
 */
export class Word {
  private promised = 0;
  private variance = 0;
  real = 0;
  steps = 0;

  /** Promises `expected` if it can; `real` is the log speed-up that came of it, in so many steps. */
  give({ mean, deviation }: Expectation, real: number, steps: number): void {
    const promised = this.promised + mean;
    const variance = this.variance + deviation ** 2;
    const room = Math.max(allowed.least, allowed.relative * Math.abs(promised));
    if (!(deviations * Math.sqrt(variance) <= room)) return;
    this.promised = promised;
    this.variance = variance;
    this.real += real;
    this.steps += steps;
  }

  result(): DreamCheck {
    return { dreamed: this.promised, real: this.real, steps: this.steps };
  }
}
