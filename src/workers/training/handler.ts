import { CodedError } from '../../core';
import { agentPlanOf } from './agent/plan';
import { AgentRun } from './agent/run';
import type { Backends } from './backends';
import type { CheckpointStore } from './checkpointStore';
import { clockDesk } from './clockDesk';
import { requireRewrites } from './nothingToLearn';
import { type Plan, planOf } from './plan';
import type { Playground } from './playground';
import type { KeptKey, TrainingEvents, TrainingMethods, TrainingSetup } from './protocol';
import { type Run, TrainingRun } from './run';

export interface HandlerSetup<S> {
  readonly emit: <K extends keyof TrainingEvents>(event: K, data: TrainingEvents[K]) => void;
  readonly backends: Backends;
  readonly store: CheckpointStore;
  readonly playground: (setup: TrainingSetup) => Playground<S>;
  /** Another plan than the usual one, for tests. */
  readonly plan?: (kind: TrainingSetup['kind'], updates: number, fineTuning: boolean) => Plan;
  readonly agentPlan?: typeof agentPlanOf;
}

/** The last checkpoint, and what it is one of. */
interface Latest {
  readonly kind: KeptKey['kind'];
  readonly updates: number;
  readonly bytes: Uint8Array;
}

/** Under what a checkpoint is kept; then what it was kept under before an agent's had its graph beside the model. */
const namesOf = ({ kind, sha256, base }: KeptKey): readonly [string, ...string[]] => {
  const before = `${kind}:${sha256}`;
  return base === undefined ? [before] : [`${before}:${base}`, before];
};

/** The training worker's methods over one run at a time. */
export function createTrainingHandler<S>(setup: HandlerSetup<S>): TrainingMethods {
  const { emit, backends, store, playground, plan = planOf, agentPlan = agentPlanOf } = setup;
  let run: Run | null = null;
  /** Whose checkpoints are to be kept; null: nobody asked. */
  let keepFor: KeptKey | null = null;
  let latest: Latest | null = null;
  const opened = (): Run => {
    if (run === null) throw new CodedError('WORKER_FAILED', 'no training was opened');
    return run;
  };
  const keepCheckpoint = async ({ kind, updates, bytes }: Latest): Promise<void> => {
    // The page may have chosen another kind while a run that it stopped comes to its end.
    if (keepFor?.kind !== kind) return;
    try {
      await store.save(namesOf(keepFor)[0], { updates, bytes, savedAt: Date.now() });
    } catch (cause) {
      keepFor = null;
      const message = `The checkpoint could not be kept in this browser: ${String(cause)}`;
      emit('unkept', new CodedError('WORKER_FAILED', message).toData());
    }
  };
  let clock: ReturnType<typeof clockDesk> | null = null;
  let line: Promise<unknown> = Promise.resolve();
  /** Opening and closing wait for each other: a run that was opened while another one was would never be ended. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = line.then(work);
    line = next.catch(() => undefined);
    return next;
  };
  const runOf = (params: TrainingSetup): Run => {
    const { kind, start, seed, updates, agent } = params;
    const ground = playground(params);
    requireRewrites(ground);
    const common = {
      kind,
      playground: ground,
      start,
      seed,
      backends,
      emit,
      onCheckpoint: async (done: number, bytes: Uint8Array) => {
        latest = { kind: agent === undefined ? kind : 'agent', updates: done, bytes };
        await keepCheckpoint(latest);
      },
    };
    if (agent === undefined)
      return new TrainingRun<S>({ ...common, plan: plan(kind, updates, start !== null) });
    const desk = clockDesk((request) => emit('measure', request));
    clock = desk;
    return new AgentRun<S>({
      ...common,
      policy: agent.policy,
      plan: agentPlan(agent.rounds, agent.learns),
      measure: agent.clock && agent.learns !== 'policy' ? desk.ask : null,
    });
  };
  return {
    open: (params) =>
      inTurn(async () => {
        clock?.close();
        await run?.end();
        run = null;
        latest = null;
        const next = runOf(params);
        const info = await next.open();
        run = next;
        return info;
      }),
    resume: async () => opened().resume(),
    pause: async () => opened().pause(),
    step: async () => opened().step(),
    reset: async ({ seed }) => {
      await opened().reset(seed);
      // The pause before it has kept the run that is thrown away.
      latest = null;
    },
    mark: async (state) => opened().mark(state),
    save: async () => opened().save(),
    restore: async ({ bytes }) => opened().restore(bytes),
    measured: async (answer) => clock?.give(answer),
    keep: async ({ keep, ...key }) => {
      keepFor = keep ? key : null;
      // An agent's with other dimensions, outputs or another provider too: the box is for all of the file.
      if (!keep) await store.removeAll(`${key.kind}:${key.sha256}`);
      else if (latest !== null) await keepCheckpoint(latest);
    },
    kept: async (key) => {
      for (const name of namesOf(key)) {
        const found = await store.load(name);
        if (found !== null) return found;
      }
      return null;
    },
    close: () =>
      inTurn(async () => {
        clock?.close();
        await run?.end();
        run = null;
      }),
  };
}
