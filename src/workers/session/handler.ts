import { defaultThreads } from '../../bench';
import { CodedError } from '../../core';
import type { Graph } from '../../graph';
import type { Target as RuleTarget } from '../../transforms';
import { createOrtClient, type OrtClient } from '../ort/client';
import { trialOf } from '../ort/fallback';
import type { OrtTarget } from '../ort/protocol';
import { clockMethods } from './clockMethods';
import { detailsOf } from './details';
import { DreamDesk } from './dream/desk';
import { formulaPricing } from './dream/pricing';
import { encodeStep } from './encode';
import { findIndex } from './find/findIndex';
import { hollowModel } from './hollowModel';
import { obstaclesOf } from './obstacles';
import { describeModel, openModel, specialised, withWeights } from './openModel';
import { KeptTimes } from './operators/keptTimes';
import { operatorTable } from './operators/table';
import { useTrainedHere } from './optimize/agents';
import type { Prices } from './optimize/findCandidates';
import { createLab, type Lab } from './optimize/lab';
import { measureSteps } from './optimize/measureSteps';
import { priceSteps } from './optimize/priceSteps';
import { createPrices } from './optimize/prices';
import { stepsOf } from './optimize/report';
import { optimize } from './optimize/run';
import { stepView, stepViews } from './optimize/stepView';
import { tellSizes } from './optimize/tellSizes';
import { aboutRule, nodeIdOf, Play } from './play';
import type { OptimizeParams, OptimizeReport, SessionEvents, SessionMethods } from './protocol';
import { Runtimes } from './runtimes';
import { shareMethods } from './shareMethods';
import { graphAt, type OpenModel } from './state';
import { ownId, subgraphAt, subgraphView } from './subgraphs';
import { listTargets } from './targets';
import { tellLoading } from './tellLoading';
import { readTestInputs, type TestInputs } from './testInputs';
import { TraceMemory } from './traceMemory';
import { traceOf } from './traceOf';
import { Turns } from './turns';
import { nodeKey, viewOf } from './view';
import { Visibility } from './visibility';
import { weightMethods } from './weightMethods';

/** Until a target is chosen, rules for WASM. */
const anywhere: RuleTarget = { provider: 'wasm', standardOpsOnly: false };

type Emit = <K extends keyof SessionEvents>(event: K, data: SessionEvents[K]) => void;

/** The session's methods over one open model; the worker serves them. */
export function createSessionHandler(emit: Emit): SessionMethods {
  let model: OpenModel | null = null;
  let inputs: TestInputs = new Map();
  let running: { readonly abort: AbortController; readonly done: Promise<unknown> } | null = null;
  let prices: Prices | null = null;
  let playing: RuleTarget = anywhere;
  let play = new Play(playing);
  let lastReport: OptimizeReport | null = null;
  const turns = new Turns();
  const visibility = new Visibility();
  const memory = new TraceMemory();
  const times = new KeptTimes();
  const runtimes = new Runtimes(
    tellLoading(
      (progress) => emit('progress', progress),
      () => running !== null || turns.taken,
    ),
  );

  const opened = (): OpenModel => {
    if (model === null) throw new CodedError('WORKER_FAILED', 'no model is open');
    return model;
  };
  const report = () => describeModel(opened());
  /** Asks whatever is with the clock to end; an optimization then answers with the best so far. */
  const stop = (): void => {
    const measuring = turns.stop();
    const optimizing = running !== null && !running.abort.signal.aborted;
    if (optimizing) running?.abort.abort();
    if (measuring || optimizing) runtimes.stop();
  };
  /** Ends the work for good, when what it works on is going away. */
  const abandon = async (): Promise<void> => {
    stop();
    const done = running?.done;
    await runtimes.end();
    await done?.catch(() => undefined);
    await turns.idle();
  };
  const desk = new DreamDesk({
    opened,
    target: () => playing,
    prices: () => prices,
    report: () => lastReport,
    measureGraph: (graph, what, params) => clock.measureGraph(graph, what, params),
    onImagined: (index) => emit('step', stepView(opened(), index)),
  });
  /** Replaces the open model once nothing runs on the old one. */
  const adopt = async (next: OpenModel) => {
    await abandon();
    model = next;
    prices = null;
    playing = anywhere;
    play = new Play(playing);
    lastReport = null;
    desk.forget();
    return report();
  };
  const labOn = (runtime: OrtClient, seed: number): Lab =>
    createLab({ model: opened(), runtime, seed, inputs, hidden: visibility.wasHidden });
  const labFor = async (target: OrtTarget, seed: number): Promise<Lab> =>
    labOn(await runtimes.for(target), seed);
  /** For what any provider can do; on the runtime in use, since another would end what runs there. */
  const anyLab = async (): Promise<Lab> =>
    labFor(runtimes.target ?? (await listTargets())[0] ?? { ep: 'wasm', threads: 1 }, 0);

  /** @throws CodedError where no runtime could be asked about the open model. */
  const refuseUntimeable = (): void => {
    const [obstacle] = obstaclesOf(opened());
    if (obstacle !== undefined) throw obstacle;
  };
  /** The runtime of a target, or WASM's where WebGPU cannot run the model. @throws CodedError also STOPPED. */
  const passing = (target: OrtTarget, seed: number, signal: AbortSignal) => {
    const { base } = opened();
    refuseUntimeable();
    const trial = async (candidate: OrtClient): Promise<void> => {
      if (signal.aborted) throw new CodedError('STOPPED', 'stopped before the runtime was chosen');
      const lab = labOn(candidate, seed);
      await trialOf(await lab.source(base), lab.feeds)(candidate);
    };
    return runtimes.passing(base, trial, target);
  };
  /** The same for a run, with its target; that it is another than was asked for is said. */
  const chooseRuntime = async (asked: OptimizeParams, signal: AbortSignal) => {
    const { runtime, fellBack } = await passing(asked.target, asked.seed, signal);
    if (fellBack === null) return { runtime, fellBack, params: asked };
    const message = fellBack;
    emit('progress', { phase: 'loading-runtime', message, done: 0, total: 0, secondsLeft: null });
    const { ep, threads } = await runtime.info();
    const target = { ...asked.target, ep, threads, adapter: null, software: false };
    return { runtime, fellBack, params: { ...asked, target } };
  };

  const run = async (asked: OptimizeParams, signal: AbortSignal) => {
    const current = opened();
    refuseUntimeable();
    if (current.randomSeed === null && current.weights.missing(current.base).length > 0) {
      throw new CodedError('WEIGHTS_MISSING', `${current.name} keeps weights in other files.`);
    }
    if (signal.aborted)
      throw new CodedError('STOPPED', 'Stopped before anything was measured; the model is as it was.');
    const { runtime, fellBack, params } = await chooseRuntime(asked, signal);
    playing = { provider: params.target.ep, standardOpsOnly: params.standardOps };
    play = new Play(playing);
    prices = await createPrices(runtime, params.seed, signal, times, params.keepTimes ?? false);
    const known = prices;
    const job = {
      model: current,
      params,
      runtime,
      reference:
        params.target.ep === 'wasm' ? null : () => createOrtClient({ ep: 'wasm', threads: defaultThreads() }),
      fellBack,
      prices: known,
      inputs,
      signal,
      hidden: visibility.wasHidden,
      imagine: () => desk.imagine(),
      rescale: () => desk.rescale(),
      emit: {
        progress: (progress: SessionEvents['progress']) => emit('progress', progress),
        steps: () => emit('steps', stepViews(current)),
        step: (index: number) => emit('step', stepView(current, index)),
        shares: (graph: Graph) => {
          const shares = Object.fromEntries(
            [...known.shares(graph)].map(([id, share]) => [nodeKey(id), share]),
          );
          emit('shares', { step: 0, shares });
        },
      },
    };
    const { report: result, lab } = await optimize(job).catch((thrown: unknown) => {
      throw tellSizes(thrown, current.specialisation);
    });
    lastReport = result;
    emit('result', result);
    await measureSteps(job, lab);
    emit('progress', { phase: 'done', message: 'Done', done: 1, total: 1, secondsLeft: 0 });
    return { ...result, steps: stepsOf(job) };
  };

  const refuseWhileRunning = (): void => {
    if (running !== null) {
      throw new CodedError('BUSY', 'The model is being optimized, and one thing is measured at a time.');
    }
  };
  const clock = clockMethods({
    turns,
    opened,
    play: () => play,
    refuseWhileRunning,
    labFor: async (target, signal) => {
      const { runtime, fellBack } = await passing(target, 0, signal);
      return { lab: labOn(runtime, 0), fellBack };
    },
    tell: (progress) => emit('progress', progress),
  });

  /** What the runtime in use says of itself; null while none is. */
  const infoInUse = async () => {
    const used = runtimes.target;
    return used === null ? null : (await runtimes.for(used)).info();
  };

  return {
    open: async (params) => {
      const next = await openModel(params);
      inputs = new Map();
      memory.forget();
      return adopt(next);
    },
    addWeights: async ({ files }) => adopt(withWeights(opened(), files, opened().randomSeed)),
    acceptRandomWeights: async ({ seed }) => adopt(withWeights(opened(), [], seed)),
    addTestInputs: async ({ files }) => {
      inputs = await readTestInputs(files, opened().base);
      return { matched: [...inputs.keys()] };
    },
    specialise: async (wanted) => adopt({ ...opened(), ...specialised(opened().decoded, wanted), steps: [] }),
    view: async ({ step, inside = [] }) => {
      const graph = graphAt(opened(), step);
      if (inside.length > 0) return subgraphView(graph, step, inside);
      return viewOf(graph, step, prices?.shares(graph) ?? new Map());
    },
    findIndex: async ({ step }) => findIndex(graphAt(opened(), step), step),
    inspect: async ({ step, node, inside = [] }) => {
      const graph = subgraphAt(graphAt(opened(), step), inside);
      return { ...detailsOf(graph, graph.node(nodeIdOf(ownId(node)))), id: node };
    },
    ...weightMethods({ opened, anyLab }),
    targets: listTargets,
    warm: async (target) => {
      if (running === null) await (await runtimes.for(target)).info();
    },
    optimize: async (params) => {
      const abort = new AbortController();
      const before = abandon();
      const done = before.then(() => run(params, abort.signal));
      const mine = { abort, done };
      running = mine;
      try {
        return await done;
      } finally {
        if (running === mine) running = null;
      }
    },
    stop: async () => stop(),
    legalPlaces: async ({ step }) => play.places(opened(), step),
    legal: async ({ step, node }) => play.legal(opened(), step, node, prices ?? formulaPricing()),
    explain: async ({ step, node }) => play.explain(opened(), step, node),
    rule: async ({ name }) => aboutRule(name),
    apply: async ({ step, rewrite }) => {
      play.apply(opened(), step, rewrite);
      void desk.imagine();
      // Only once operators have been timed here.
      if (prices !== null) priceSteps(opened(), prices);
      return stepViews(opened());
    },
    measure: clock.measure,
    measureRewrite: clock.measureRewrite,
    operators: clock.operators,
    ...operatorTable({ times, infoInUse }),
    ...desk.methods,
    useWorldModel: async (source) => {
      useTrainedHere(source);
      await desk.methods.useWorldModel(source);
    },
    visibility: async ({ hidden }) => visibility.set(hidden),
    encode: async ({ step }) => encodeStep(opened(), step, await anyLab(), playing),
    remember: async () => memory.remember(opened()),
    recall: async ({ id }) => {
      refuseWhileRunning();
      model = memory.recall(id);
      play = new Play(playing);
      return { model: report(), steps: stepViews(model) };
    },
    hollow: async () => hollowModel(opened(), prices?.table?.() ?? null),
    trace: async (request) => {
      const info = await infoInUse();
      return traceOf(opened(), lastReport, playing, info, request);
    },
    ...shareMethods({
      opened,
      adopt,
      isRunning: () => running !== null,
      playOn: (target) => {
        playing = target;
        play = new Play(playing);
      },
    }),
    close: async () => {
      await abandon();
      desk.forget();
      model = null;
    },
  };
}
