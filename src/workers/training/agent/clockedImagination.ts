import type { Imagination, Imagined } from '../../../agent/imagination';
import { must } from '../../../core';
import type { Action } from '../../../env/environment';
import type { Observation } from '../../../env/observation';
import type { ClockResidual, DreamState, WorldModel } from '../../../worldmodel';
import { locate } from '../../../worldmodel/locate';
import { reachOf } from '../../../worldmodel/places';

/** An imagined state whose runtimes are what the clock is expected to say. */
export interface ClockedState extends Imagined {
  /** As the world model imagines it. */
  readonly inner: DreamState;
}

/**
 * A world model's dreams with its runtimes corrected by what the clock said: a policy that learns in them learns what was
 * measured. Without a correction they are the model's own.
 */
export class ClockedImagination implements Imagination<ClockedState> {
  readonly kind: string;
  /** Steps imagined so far, and the milliseconds that they took. */
  steps = 0;
  ms = 0;

  constructor(
    private readonly model: WorldModel,
    /** May be set anew between dreams. */
    public residual: ClockResidual,
  ) {
    this.kind = model.kind;
  }

  get rules(): number {
    return this.model.rules;
  }

  async encode(observations: readonly Observation[]): Promise<ClockedState[]> {
    return (await this.model.encode(observations)).map((inner) => clocked(inner, inner.logRatios));
  }

  async step(states: readonly ClockedState[], actions: readonly Action[]): Promise<ClockedState[]> {
    const began = performance.now();
    const next = await this.model.step(
      states.map(({ inner }) => inner),
      actions,
    );
    this.ms += performance.now() - began;
    this.steps += states.length;
    return next.map((inner, i) => {
      const before = must(states[i], 'state');
      const { factor, extra } = this.correction(before.inner, must(actions[i], 'action'));
      const change = (m: number): number => (inner.logRatios[m] ?? 0) - (before.inner.logRatios[m] ?? 0);
      return clocked(
        inner,
        Float32Array.from(inner.logRatios, (_, m) => (before.logRatios[m] ?? 0) + factor * change(m) + extra),
      );
    });
  }

  /** What the clock makes of the imagined change, and adds to it. */
  private correction(
    { start, past, depth, counts }: DreamState,
    { rule, site }: Action,
  ): { readonly factor: number; readonly extra: number } {
    const { slope, slopes, terms } = this.residual;
    const factor = slope + (slopes.get(rule) ?? 0);
    const term = terms.get(rule) ?? 0;
    if (term === 0) return { factor, extra: 0 };
    const place = locate(start, past, depth, rule, site, counts[rule] ?? 0);
    return { factor, extra: place.site < 0 ? 0 : term * reachOf(start.contexts, place.row) };
  }
}

const clocked = (inner: DreamState, logRatios: Float32Array): ClockedState => ({
  inner,
  depth: inner.depth,
  samples: inner.samples,
  latent: inner.latent,
  counts: inner.counts,
  logRatios,
  logRatio: logRatios.reduce((sum, x) => sum + x, 0) / Math.max(1, logRatios.length),
  disagreement: inner.disagreement,
  end: inner.end,
});
