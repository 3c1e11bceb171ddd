import type { Comparison } from '../../bench';
import { CodedError } from '../../core';
import type { Graph } from '../../graph';
import type { MeasureDreamParams } from './dream/protocol';
import { keepToTarget } from './oneTarget';
import { measureOperators } from './operators/measure';
import type { Lab, LabOptions } from './optimize/lab';
import { measuredOf } from './optimize/measureSteps';
import type { Play } from './play';
import type { Looked, Measured, Progress, SessionMethods, Target } from './protocol';
import { graphAt, type OpenModel } from './state';
import type { Turns } from './turns';

/** What the session lends to the methods that ask the clock about one thing. */
export interface ClockHost {
  readonly turns: Turns;
  /** @throws CodedError when none is open. */
  opened(): OpenModel;
  play(): Play;
  /** @throws CodedError BUSY */
  refuseWhileRunning(): void;
  /** The target's runtime, or WASM's where WebGPU cannot run the model; `fellBack` then says why. */
  labFor(
    target: Target,
    signal: AbortSignal,
  ): Promise<{ readonly lab: Lab; readonly fellBack: string | null }>;
  tell(progress: Progress): void;
  /** A step, by its index, has other figures than it had. */
  tellStep(index: number): void;
}

export interface ClockMethods extends Pick<SessionMethods, 'measure' | 'measureRewrite' | 'operators'> {
  /** A graph against the original; `what` says which, for the status line. */
  measureGraph(
    graph: Graph,
    what: string,
    asked: Pick<MeasureDreamParams, 'target' | 'seconds'>,
  ): Promise<Looked>;
}

/** Loading both models and warming them up takes up to this much more than the timing itself. */
const SET_UP = 2.5;
/** Seconds that profiling both models takes as long as nothing is known of them. */
const PROFILING = 8;

/** Questions to the clock about one step, rewrite or graph: each waits for its turn, tells how far it is, and can be stopped. */
export function clockMethods(host: ClockHost): ClockMethods {
  const { turns } = host;
  const tell = (message: string, done: number, total: number, secondsLeft: number | null): void =>
    host.tell({ phase: 'measuring', message, done, total, secondsLeft });
  /** A look at the clock of so many seconds at most. */
  const glance = (what: string, seconds: number, signal: AbortSignal): LabOptions => {
    tell(what, 0, 1, SET_UP * seconds);
    return {
      seconds,
      precision: 0.005,
      seed: 0,
      level: 'all',
      signal,
      onProgress: (done, left) => tell(what, done, 1, left),
    };
  };
  const measureGraph: ClockMethods['measureGraph'] = (graph, what, { target, seconds }) =>
    turns.take(async (signal) => {
      host.refuseWhileRunning();
      const { lab, fellBack } = await host.labFor(target, signal);
      return { ...certain(await lab.compare(graph, glance(what, seconds, signal))), fellBack };
    });
  return {
    measureGraph,
    measure: async ({ step, target, seconds }) => {
      const graph = graphAt(host.opened(), step);
      const made = host.opened().steps[step - 1];
      const what =
        step === 0
          ? 'Measuring the original against itself'
          : `Measuring step ${step} in turns with the original`;
      const looked = await measureGraph(graph, what, { target, seconds });
      const { fellBack: _, ...measured } = looked;
      if (made === undefined) return looked;
      made.measured = measured;
      const { steps } = host.opened();
      // Another trace may be there by then, which keeps its own figures.
      if (measured.on !== undefined && steps.includes(made))
        for (const index of keepToTarget(steps, measured.on)) host.tellStep(index);
      return looked;
    },
    measureRewrite: ({ step, rewrite, target, seconds }) =>
      turns.take(async (signal) => {
        host.refuseWhileRunning();
        const before = graphAt(host.opened(), step);
        const after = host.play().graphAfter(host.opened(), step, rewrite);
        const { lab, fellBack } = await host.labFor(target, signal);
        const options = glance('Measuring the graph with and without this rewrite', seconds, signal);
        const { ratio, ratioLow, ratioHigh } = certain(await lab.compareGraphs(before, after, options));
        return { ratio, ratioLow, ratioHigh, fellBack };
      }),
    operators: ({ step, target }) =>
      turns.take(async (signal) => {
        host.refuseWhileRunning();
        const current = host.opened();
        const { lab, fellBack } = await host.labFor(target, signal);
        const start = performance.now();
        const times = await measureOperators(lab, current.base, graphAt(current, step), step, {
          signal,
          onProgress: (done, total) => {
            const left =
              done === 0 ? PROFILING : ((performance.now() - start) / 1000 / done) * (total - done);
            tell(`Timing the operators, profile ${done + 1} of ${total}`, done, total, left);
          },
        });
        return { ...times, fellBack };
      }),
  };
}

/** @throws CodedError MACHINE_NOISY where the clock could not tell: nothing is reported then, and nothing kept. */
function certain(comparison: Comparison): Measured {
  const measured = measuredOf(comparison);
  if (measured !== null) return measured;
  const why = comparison.trouble?.message ?? 'too few rounds fitted the time for an interval';
  throw new CodedError('MACHINE_NOISY', `The clock gave no figure: ${why}`);
}
