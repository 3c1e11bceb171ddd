/** A graph that was held against the clock, and the way to it. */
export interface Measurement {
  /** The graph's structural hash. */
  readonly key: string;
  /** How often each rule was played on the way, by index. */
  readonly uses: ReadonlyMap<number, number>;
  /** Log speed-up over the original: by the estimate, and as measured. */
  readonly estimated: number;
  readonly measured: number;
  /** Standard error of `measured`. */
  readonly error: number;
}

/** What a rule's use is thought to add to the estimate before anything was measured: nothing, give or take this. */
const prior = 0.01;
/** What estimates miss from graph to graph whatever the rules. */
const scatter = 0.005;
const sweeps = 40;

/**
 * What was measured in a session, and what it says about the estimate: which rules gain more or less than their price
 * says. Bayesian linear regression of measured minus estimated on how often each rule was used (as log(1 + uses)).
 */
export class Experience {
  private readonly byKey = new Map<string, Measurement>();
  private weights = new Map<number, number>();

  get size(): number {
    return this.byKey.size;
  }

  /** All measurements, the last of each graph. */
  all(): readonly Measurement[] {
    return [...this.byKey.values()];
  }

  add(measurement: Measurement): void {
    this.byKey.set(measurement.key, measurement);
    this.fit();
  }

  /** Log speed-up that measuring a graph is expected to show beyond its estimate. */
  residual(uses: ReadonlyMap<number, number>): number {
    let sum = 0;
    for (const [rule, count] of uses) sum += (this.weights.get(rule) ?? 0) * Math.log1p(count);
    return sum;
  }

  /** Coordinate descent on Σ (residual − w·x)² / σ² + Σ w² / prior². */
  private fit(): void {
    const rows = this.all().map(({ uses, estimated, measured, error }) => ({
      x: new Map([...uses].map(([rule, count]): [number, number] => [rule, Math.log1p(count)])),
      y: measured - estimated,
      weight: 1 / (error ** 2 + scatter ** 2),
    }));
    const names = new Set(rows.flatMap(({ x }) => [...x.keys()]));
    const weights = new Map<number, number>([...names].map((rule) => [rule, 0]));
    for (let sweep = 0; sweep < sweeps; sweep++) {
      for (const rule of names) {
        let above = 0;
        let below = 1 / prior ** 2;
        for (const { x, y, weight } of rows) {
          const own = x.get(rule);
          if (own === undefined) continue;
          let rest = 0;
          for (const [other, value] of x) if (other !== rule) rest += value * (weights.get(other) ?? 0);
          above += weight * own * (y - rest);
          below += weight * own * own;
        }
        weights.set(rule, above / below);
      }
    }
    this.weights = weights;
  }
}
