import { defaultThreads } from '../../bench';
import { CodedError } from '../../core';
import { createOrtClient, type OrtClient } from '../ort/client';
import type { OrtTarget } from '../ort/protocol';
import { chosenRuntime } from './chosenRuntime';
import { clockMethods } from './clockMethods';
import { despiteStop } from './despiteStop';
import { DreamDesk } from './dream/desk';
import type { Emit } from './emit';
import { encodeStep } from './encode';
import { hollowModel } from './hollowModel';
import { lookMethods } from './lookMethods';
import { figuresOn, keepToTarget } from './oneTarget';
import { describeModel, openModel, specialised, withWeights } from './openModel';
import { KeptTimes } from './operators/keptTimes';
import { operatorTable } from './operators/table';
import { useTrainedHere } from './optimize/agents';
import type { Prices } from './optimize/findCandidates';
import { jobEvents } from './optimize/jobEvents';
import { createLab, type Lab } from './optimize/lab';
import { measureSteps } from './optimize/measureSteps';
import { priceSteps } from './optimize/priceSteps';
import { createPrices } from './optimize/prices';
import { stepsOf } from './optimize/report';
import { optimize } from './optimize/run';
import { stepView, stepViews } from './optimize/stepView';
import { tellSizes } from './optimize/tellSizes';
import { Play } from './play';
import type { OptimizeParams, OptimizeReport, SessionMethods } from './protocol';
import { Runtimes } from './runtimes';
import { shareMethods } from './shareMethods';
import { anywhere, type OpenModel } from './state';
import { listTargets } from './targets';
import { tellLoading } from './tellLoading';
import { tellUnused } from './tellUnused';
import { readTestInputs, type TestInputs } from './testInputs';
import { TraceMemory } from './traceMemory';
import { reportAbout, traceOf } from './traceOf';
import { Turns } from './turns';
import { Visibility } from './visibility';
import { weightMethods } from './weightMethods';

/** The session's methods over one open model; the worker serves them. */
export function createSessionHandler(emit: Emit): SessionMethods {
  let model: OpenModel | null = null;
  let inputs: TestInputs = new Map();
  let running: { readonly abort: AbortController; readonly done: Promise<unknown> } | null = null;
  let prices: Prices | null = null;
  let player = new Play(anywhere);
  let lastReport: OptimizeReport | null = null;
  /** Counts what was opened and closed: what is overtaken while it is read does not become the open model. */
  let openings = 0;
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
  /** Rewrites by hand are for what the open model's steps were made for. */
  const play = (): Play => {
    const { target } = opened();
    if (player.target !== target) player = new Play(target);
    return player;
  };
  const report = () => tellUnused(describeModel(opened()), inputs, opened().base);
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
    target: () => opened().target,
    prices: () => prices,
    report: () => lastReport,
    measureGraph: (graph, what, params) => clock.measureGraph(graph, what, params),
    onImagined: (index) => emit('step', stepView(opened(), index)),
  });
  /** @throws CodedError STOPPED where something was opened or closed since that opening. */
  const refuseOvertaken = (own: number): void => {
    if (own !== openings) throw new CodedError('STOPPED', 'Something else was opened meanwhile.');
  };
  /** Replaces the open model once nothing runs on the old one. @throws CodedError STOPPED where it is overtaken by then. */
  const replace = async (make: () => OpenModel, own = openings): Promise<void> => {
    await abandon();
    refuseOvertaken(own);
    model = make();
    prices = null;
    lastReport = null;
  };
  /** Another graph of the same file. What it cannot be made with is refused before anything ends. */
  const adopt = async (make: () => OpenModel) => {
    const before = opened();
    const next = make();
    // Its weights may be others by the time that nothing runs any more.
    await replace(() => (opened() === before ? next : make()));
    desk.forget();
    return report();
  };
  /** Other weights for the same graphs: rewrites stay, for the target that they were made for, and dreams that were played. */
  const reweigh = async (files: readonly File[], randomSeed: number | null, dropSteps = false) => {
    refuseWhileRunning('so its weights stay as they are');
    const reweighed = (): OpenModel => {
      const next = withWeights(opened(), files, randomSeed);
      return dropSteps ? { ...next, steps: [] } : next;
    };
    // What does not fit is refused before anything ends; steps may still get figures, or be others, by then.
    reweighed();
    await replace(reweighed);
    void desk.imagine();
    return report();
  };
  const labOn = (runtime: OrtClient, seed: number, about = opened()): Lab =>
    createLab({ model: about, runtime, seed, inputs, hidden: visibility.wasHidden });
  /** For what any provider can do; on the runtime in use, since another would end what runs there. */
  const anyLab = async (about = opened()): Promise<Lab> => {
    const best = runtimes.target === null ? (await listTargets())[0] : undefined;
    // Something else may have started one meanwhile.
    const target: OrtTarget = runtimes.target ?? best ?? { ep: 'wasm', threads: 1 };
    return labOn(await runtimes.for(target), 0, about);
  };
  const choice = chosenRuntime({ opened, runtimes, labOn, emit });

  const run = async (asked: OptimizeParams, signal: AbortSignal) => {
    const current = opened();
    choice.refuseUntimeable();
    if (current.randomSeed === null && current.weights.missing(current.base).length > 0) {
      throw new CodedError('WEIGHTS_MISSING', `${current.name} keeps weights in other files.`);
    }
    const stoppedEarly = (): CodedError =>
      new CodedError('STOPPED', 'Stopped before anything was measured; the model is as it was.');
    const sized = (thrown: unknown): never => {
      const isStop = thrown instanceof CodedError && thrown.code === 'STOPPED' && signal.aborted;
      throw isStop ? stoppedEarly() : tellSizes(thrown, current.specialisation);
    };
    if (signal.aborted) throw stoppedEarly();
    const { runtime, fellBack, params } = await choice.forRun(asked, signal).catch(sized);
    const keep = params.keepTimes ?? false;
    prices = await createPrices(runtime, params.seed, signal, times, keep, visibility.wasHidden);
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
      emit: jobEvents(emit, current, known),
    };
    const { report: result, lab } = await optimize(job).catch(sized);
    lastReport = result;
    emit('result', result);
    await measureSteps(job, lab);
    emit('progress', { phase: 'done', message: 'Done', done: 1, total: 1, secondsLeft: 0 });
    return { ...result, steps: stepsOf(job) };
  };

  /** @param why what the sentence ends with */
  const refuseWhileRunning = (why = 'and one thing is measured at a time'): void => {
    if (running !== null) throw new CodedError('BUSY', `The model is being optimized, ${why}.`);
  };
  const clock = clockMethods({
    turns,
    opened,
    play,
    refuseWhileRunning,
    labFor: async (target, signal) => {
      const { runtime, fellBack } = await choice.passing(target, 0, signal);
      return { lab: labOn(runtime, 0), fellBack };
    },
    tell: (progress) => emit('progress', progress),
    tellStep: (index) => emit('step', stepView(opened(), index)),
  });

  /** What the runtime in use says of itself; null while none is. */
  const infoInUse = async () => {
    const used = runtimes.target;
    return used === null ? null : (await runtimes.for(used)).info();
  };

  return {
    open: async (params) => {
      const own = ++openings;
      const next = await openModel(params);
      refuseOvertaken(own);
      await replace(() => next, own);
      desk.forget();
      inputs = new Map();
      memory.forget();
      return report();
    },
    addWeights: async ({ files, dropSteps }) => reweigh(files, opened().randomSeed, dropSteps),
    acceptRandomWeights: async ({ seed }) => reweigh([], seed),
    addTestInputs: async ({ files }) => {
      inputs = await readTestInputs(files, opened().base);
      return { matched: [...inputs.keys()], model: report() };
    },
    specialise: async (wanted) =>
      adopt(() => ({ ...opened(), ...specialised(opened().decoded, wanted), steps: [], target: anywhere })),
    ...lookMethods({ opened, play, prices: () => prices }),
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
    apply: async ({ step, rewrite }) => {
      refuseWhileRunning('so it cannot be rewritten by hand now');
      play().apply(opened(), step, rewrite);
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
    takeDream: async (params) => {
      refuseWhileRunning('so no dream is taken over now');
      return desk.methods.takeDream(params);
    },
    useWorldModel: async (source) => {
      useTrainedHere(source);
      await desk.methods.useWorldModel(source);
    },
    visibility: async ({ hidden }) => visibility.set(hidden),
    encode: async ({ step }) => {
      const current = opened();
      return despiteStop(async () => encodeStep(current, step, await anyLab(current), current.target));
    },
    remember: async () => memory.remember(opened()),
    recall: async ({ id }) => {
      refuseWhileRunning('so nothing is taken back now');
      const before = opened();
      model = memory.recall(id, before);
      if (model.base !== before.base) {
        // What the clock says, or has said, is of other dimensions or outputs.
        stop();
        prices = null;
        lastReport = null;
      }
      // A step that several traces have may have been measured elsewhere since.
      const on = figuresOn(model.steps, reportAbout(lastReport, model));
      if (on !== null) keepToTarget(model.steps, on);
      // Of weights that were given since, nothing has been imagined.
      if (model.steps.some(({ imagined }) => imagined === null)) void desk.imagine();
      return { model: report(), steps: stepViews(model) };
    },
    hollow: async () => hollowModel(opened(), prices?.table?.() ?? null),
    trace: async (request) => {
      const info = await infoInUse();
      const current = opened();
      return traceOf(current, lastReport, current.target, info, request);
    },
    ...shareMethods({ opened, adopt, isRunning: () => running !== null }),
    close: async () => {
      const own = ++openings;
      await abandon();
      if (own !== openings) return;
      desk.forget();
      model = null;
    },
  };
}
