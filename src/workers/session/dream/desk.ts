import { CodedError } from '../../../core';
import { createMatcher, type Matcher, rules, type SiteTable, type Target } from '../../../transforms';
import { Transfer } from '../../rpc';
import { stepViews } from '../optimize/stepView';
import type { Looked, OptimizeReport } from '../protocol';
import { graphAt, type OpenModel, type Step } from '../state';
import { unmeasured } from '../unmeasured';
import { Dreamer, movesOfTrace, whyNot } from './imagineTrace';
import { observe } from './observe';
import { formulaPricing, type Pricing } from './pricing';
import type { DreamSessionMethods, MeasureDreamParams, Observed } from './protocol';
import { type Replayed, replayMoves } from './replay';

/** A fan of dreams is checked at once, and any of them may be measured or taken over later. */
const keepReplays = 64;

export interface DeskOptions {
  readonly opened: () => OpenModel;
  /** Which rules are allowed: those that the steps were made with. */
  readonly target: () => Target;
  /** Prices of operators timed on this machine; null before any. */
  readonly prices: () => Pricing | null;
  readonly report: () => OptimizeReport | null;
  readonly measureGraph: (
    graph: Step['graph'],
    what: string,
    params: Pick<MeasureDreamParams, 'target' | 'seconds'>,
  ) => Promise<Looked>;
  /** A step (0-based) got its imagined figure. */
  readonly onImagined: (index: number) => void;
}

/** The session's part in dreaming. */
export class DreamDesk {
  private readonly replays = new Map<
    number,
    { readonly graph: Step['graph']; readonly step: number; readonly list: readonly Replayed[] }
  >();
  private readonly dreamer = new Dreamer();
  private matcher: Matcher | null = null;
  /** Runtime of the original that the imagined figures begin with, milliseconds. */
  private imaginedFrom = 1;
  private count = 0;

  constructor(private readonly options: DeskOptions) {}

  readonly methods: DreamSessionMethods = {
    observe: async ({ step }) => {
      const seen = this.observeStep(this.options.opened(), step);
      const { operators, nodes, edges, edgeFeatures, totals, counts, anchors } = seen.observation;
      const moved = [operators, nodes, edges, edgeFeatures, totals, counts, anchors, seen.ids];
      return new Transfer(
        seen,
        moved.map(({ buffer }) => buffer as ArrayBuffer),
      ) as unknown as Observed;
    },
    replayDream: async ({ step, moves }) => {
      const model = this.options.opened();
      const graph = graphAt(model, step);
      const { estimate } = this.pricing();
      const list = replayMoves({
        graph,
        table: this.tableOf(graph),
        matcher: this.matcherNow(),
        target: this.options.target(),
        moves,
        estimate,
      });
      const id = ++this.count;
      this.replays.set(id, { graph, step, list });
      for (const oldest of this.replays.keys()) {
        if (this.replays.size <= keepReplays) break;
        this.replays.delete(oldest);
      }
      return { id, startMs: estimate(graph), steps: list.map((one) => one.step) };
    },
    measureDream: async ({ replay, steps, ...asked }) => {
      const made = this.replayed(replay).list[steps - 1]?.made;
      if (!made) throw new CodedError('WORKER_FAILED', 'that graph does not exist');
      return this.options.measureGraph(
        made.graph,
        `Measuring the dream after ${steps === 1 ? '1 rewrite' : `${steps} rewrites`}`,
        asked,
      );
    },
    takeDream: async ({ replay, steps }) => {
      const { graph, step, list } = this.replayed(replay);
      const model = this.options.opened();
      // The trace may have been left and come back to meanwhile: what counts is the graph that was dreamed from.
      if (step > model.steps.length || graphAt(model, step) !== graph)
        throw new CodedError('WORKER_FAILED', 'the graph that was dreamed from is not open any more');
      const made = list.slice(0, steps).flatMap((one) => (one.made === null ? [] : [one.made]));
      model.steps.splice(step, model.steps.length, ...made.map(unmeasured));
      void this.imagine();
      return stepViews(model);
    },
    useWorldModel: async (source) => {
      const changed =
        source?.version !== this.dreamer.source?.version || source?.kind !== this.dreamer.source?.kind;
      this.dreamer.source = source;
      if (changed) void this.imagine();
    },
  };

  /**
   * Gives the steps of the trace their imagined figures: from the original on, with the original's runtime as the start.
   * The reason when there are none; null when there are. Never throws.
   */
  async imagine(): Promise<string | null> {
    try {
      const model = this.options.opened();
      if (model.steps.length === 0 || this.dreamer.source === null) return null;
      const steps = [...model.steps];
      const observed = this.observeStep(model, 0);
      const table = this.tableOf(model.base);
      const moves = await movesOfTrace(model, table, this.matcherNow(), this.options.target());
      // No worker is started for a model that was left meanwhile.
      if (this.options.opened() !== model) return null;
      const figures = await this.dreamer.factors(observed, moves);
      // Another trace may stand there by now, and an estimate become a measurement meanwhile.
      const start = this.pricing().estimate(model.base);
      this.imaginedFrom = start;
      for (const [i, step] of steps.entries()) {
        const figure = figures[i];
        if (model.steps[i] !== step) continue;
        step.startMs = start;
        step.imagined =
          figure === undefined
            ? null
            : { ms: start * figure.ms, low: start * figure.low, high: start * figure.high };
        if (model === this.options.opened()) this.options.onImagined(i);
      }
      return null;
    } catch (thrown) {
      return whyNot(thrown);
    }
  }

  /** The original's runtime has become known: imagined figures, which begin there, follow. */
  rescale(): void {
    const model = this.options.opened();
    const start = this.pricing().estimate(model.base);
    const factor = start / this.imaginedFrom;
    this.imaginedFrom = start;
    for (const step of model.steps) {
      if (step.imagined === null) continue;
      const { ms, low, high } = step.imagined;
      step.imagined = { ms: ms * factor, low: low * factor, high: high * factor };
      step.startMs = start;
    }
  }

  /** Ends the worker, and forgets what belonged to another model. */
  forget(): void {
    this.replays.clear();
    this.matcher = null;
    this.dreamer.end();
  }

  private pricing(): Pricing {
    return this.options.prices() ?? formulaPricing();
  }

  private observeStep(model: OpenModel, step: number): Observed {
    const graph = graphAt(model, step);
    const report = this.options.report();
    return observe({ model, step, graph, table: this.tableOf(graph), pricing: this.pricing(), report });
  }

  private replayed(id: number) {
    const found = this.replays.get(id);
    if (found === undefined) throw new CodedError('WORKER_FAILED', 'this replay is not here any more');
    return found;
  }

  private matcherNow(): Matcher {
    const target = this.options.target();
    if (this.matcher === null || this.matcher.target !== target) this.matcher = createMatcher(rules, target);
    return this.matcher;
  }

  private readonly tables = new WeakMap<object, { readonly matcher: Matcher; readonly table: SiteTable }>();

  private tableOf(graph: Step['graph']): SiteTable {
    const matcher = this.matcherNow();
    const known = this.tables.get(graph);
    if (known?.matcher === matcher) return known.table;
    const table = matcher.matchAll(graph);
    this.tables.set(graph, { matcher, table });
    return table;
  }
}
