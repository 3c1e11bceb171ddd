/** A step as it was dreamed. */
export interface DreamedStep {
  readonly rule: number;
  /** Log speed-up that the world model expects of it. */
  readonly gain: number;
  /** How far the ensemble's members are apart after it (standard deviation of the log runtime). */
  readonly disagreement: number;
}

/** What is really to be expected after a number of steps: log speed-up, and its standard deviation. */
export interface Expectation {
  readonly mean: number;
  readonly deviation: number;
}

/** Prior standard deviations: of the factor between real and dreamed gain, and of what a rule gains beside it. */
const priorFactor = 0.5;
const priorOffset = 0.02;
/** What the same rule's gain differs by from site to site: at least, and relative to the gain. */
const scatter = { least: 3e-3, relative: 0.25 };
/** The weight, in log speed-up, of believing dreams as they are before any was held against the real price. */
const priorCredit = 0.05;

/** Steps that the guess at how far a rule's steps scatter is worth. */
const scatterDoubt = 2;

/** Weighted sums over one rule's steps: of dreamed gains x and real ones y. */
interface Sums {
  /** How many there were, and their squared errors when they were expected, in units of the expected scatter. */
  count: number;
  errors: number;
  one: number;
  x: number;
  y: number;
  xx: number;
  xy: number;
}

/**
 * How much of a dream is to be believed here: real = factor · dreamed + offset for each rule, by Bayesian linear
 * regression on the steps that were played and priced so far. Factors are drawn towards the one of all rules together,
 * which is 1 before anything was played. So the agent corrects its world model while it plays, and does not live off
 * the model's errors.
 */
export class Trust {
  private readonly byRule = new Map<number, Sums>();
  private readonly credit = { dreamed: priorCredit, real: priorCredit };

  /** A dreamed step was played, and the price says what it really gained (log speed-up; 0 where it was not legal). */
  observe({ rule, gain }: Pick<DreamedStep, 'rule' | 'gain'>, real: number): void {
    if (!Number.isFinite(real)) return;
    const sums = this.byRule.get(rule) ?? blank();
    sums.count += 1;
    sums.errors += (real - this.one({ rule, gain }).mean) ** 2 / noise(gain);
    const weight = 1 / noise(gain);
    sums.one += weight;
    sums.x += weight * gain;
    sums.y += weight * real;
    sums.xx += weight * gain * gain;
    sums.xy += weight * gain * real;
    this.byRule.set(rule, sums);
    if (gain > 0) {
      this.credit.dreamed += gain;
      this.credit.real += real;
    }
  }

  /** The part of dreamed gains that became real so far, over all rules, 0 to 1.5. */
  get belief(): number {
    return Math.min(1.5, Math.max(0, this.credit.real / this.credit.dreamed));
  }

  /** What to expect after each of these steps, played in this order. */
  expect(steps: readonly DreamedStep[]): Expectation[] {
    // What is wrong about a rule is wrong about all of its steps, so that their errors add up.
    const errors = new Map<number, number>();
    let mean = 0;
    return steps.map((step) => {
      const own = this.one(step);
      mean += own.mean;
      errors.set(step.rule, (errors.get(step.rule) ?? 0) + own.deviation);
      let variance = step.disagreement ** 2;
      for (const error of errors.values()) variance += error ** 2;
      return { mean, deviation: Math.sqrt(variance) };
    });
  }

  private one({ rule, gain }: Pick<DreamedStep, 'rule' | 'gain'>): Expectation {
    const { belief } = this;
    const { count, errors, one, x, y, xx, xy } = this.byRule.get(rule) ?? blank();
    // Posterior precision [[a, b], [b, c]] of (factor, offset), and its inverse applied to the residuals.
    const [a, b, c] = [xx + priorFactor ** -2, x, one + priorOffset ** -2];
    const determinant = a * c - b * b;
    const [alongFactor, alongOffset] = [xy - belief * xx, y - belief * x];
    const factor = belief + (c * alongFactor - b * alongOffset) / determinant;
    const offset = (a * alongOffset - b * alongFactor) / determinant;
    const variance = (c * gain * gain - 2 * b * gain + a) / determinant;
    // A rule that did as expected so far scatters less than was guessed, and the other way round.
    const spread = (scatterDoubt + errors) / (scatterDoubt + count);
    return { mean: factor * gain + offset, deviation: Math.sqrt(spread * (variance + noise(gain))) };
  }
}

const blank = (): Sums => ({ count: 0, errors: 0, one: 0, x: 0, y: 0, xx: 0, xy: 0 });

/** Variance of a step's real gain when rule and dream are known. */
const noise = (gain: number): number => scatter.least ** 2 + (scatter.relative * gain) ** 2;
