import { loadPolicy } from '../../agent/policy/policyFile';
import { CodedError } from '../../core';
import type { Observation } from '../../env/observation';
import { hashRuleNames } from '../../transforms/hashRuleNames';
import { type ClockResidual, type ClockRow, type DreamState, RlflowModel } from '../../worldmodel';
import type { DreamAgent } from './agent';
import { changeOf } from './changeOf';
import { expectedAlong, residualFor, rowOf, walkWork } from './clock';
import { anchorOf, stepOf } from './imagined';
import { movesOf } from './moves';
import { createPolicyAgent } from './policyAgent';
import { createPredictionsAgent, weighedAtStart } from './predictions';
import type {
  DreamMethods,
  DreamParams,
  DreamStep,
  Fan,
  LoadedWorldModel,
  LoadParams,
  ModelKind,
  Place,
} from './protocol';
import { bytesOf, readModel } from './readModel';
import { RememberingModel } from './rememberingModel';
import { dreamRollouts } from './rollouts';

/** Observations that are kept: the present state, and some before it. */
const keepStarts = 6;
/** Moves that a person can choose among; more would not be read. */
const offered = 400;
/** What is asked without a seed is drawn with this one: the same question has the same answer. */
const usualSeed = 1;

export interface DreamHandlerOptions {
  /** Starts tfjs; the name of its backend. */
  readonly startTensors: () => Promise<string>;
  /** Lets messages in that arrived meanwhile. */
  readonly breathe: () => Promise<void>;
}

interface Ready {
  readonly info: LoadedWorldModel;
  readonly remembering: RememberingModel;
  readonly agent: DreamAgent;
  readonly encoded: Map<string, Promise<DreamState>>;
  readonly residual: Promise<ClockResidual>;
}

/** The dream worker's methods. */
export function createDreamHandler({ startTensors, breathe }: DreamHandlerOptions): DreamMethods {
  const loaded = new Map<ModelKind, { readonly version: string; readonly ready: Promise<Ready> }>();
  const starts = new Map<string, Observation>();
  const latest = new Map<ModelKind, number>();
  /** Takes the place of what was asked of this kind before. */
  const takeTicket = (kind: ModelKind): number => {
    const ticket = (latest.get(kind) ?? 0) + 1;
    latest.set(kind, ticket);
    return ticket;
  };

  const prepare = async (params: LoadParams): Promise<Ready> => {
    const [backend, bytes, policy] = await Promise.all([
      startTensors(),
      bytesOf(params.checkpoint),
      policyBytes(params.policy),
    ]);
    const { model, trainedOn, fromNothing } = readModel(bytes, params.kind, params.ruleNames);
    const remembering = new RememberingModel(model);
    const agent = agentFor(policy, params.ruleNames, remembering, fromNothing);
    const { kind, version } = params;
    const info = { kind, version, rules: model.rules, backend, trainedOn, chooser: agent.chooser };
    const residual = residualFor(params.residual ?? null, bytes, model.intervalScale);
    return { info, remembering, agent, encoded: new Map(), residual };
  };

  /** What is loaded, for a question whose draws follow this seed where the model draws what it imagines. */
  const readyFor = async (kind: ModelKind, seed = usualSeed): Promise<Ready> => {
    const found = loaded.get(kind);
    if (found === undefined) throw new CodedError('WORKER_FAILED', `the model ${kind} has not been loaded`);
    const ready = await found.ready;
    const { model } = ready.remembering;
    if (model instanceof RlflowModel) model.reseed(seed);
    return ready;
  };

  /** Answers by what is loaded; where another model takes its place meanwhile, by that one. */
  const answered = async <T>(kind: ModelKind, work: (ready: Ready) => Promise<T>): Promise<T> => {
    const asked = loaded.get(kind);
    try {
      return await work(await readyFor(kind));
    } catch (thrown) {
      const now = loaded.get(kind);
      if (now === undefined || now === asked) throw thrown;
      return answered(kind, work);
    }
  };

  /** What was encoded under a name goes, with all that was dreamed from it. */
  const forget = (start: string): void => {
    for (const { ready } of loaded.values())
      void ready.then(
        ({ encoded }) => encoded.delete(start),
        () => undefined,
      );
  };

  const rootOf = async ({ encoded, remembering }: Ready, start: string): Promise<DreamState> => {
    const known = encoded.get(start);
    if (known !== undefined) return known;
    const observation = starts.get(start);
    if (observation === undefined)
      throw new CodedError('WORKER_FAILED', 'the state to dream from is not here any more');
    // The networks cannot take a graph of no rows, and there is nothing in it to dream of.
    if (observation.operators.length === 0)
      throw new CodedError('NOTHING_TO_REWRITE', 'The graph has no nodes.');
    const made = remembering.model.encode([observation]).then(([state]) => {
      if (state === undefined) throw new CodedError('WORKER_FAILED', 'the state could not be encoded');
      return state;
    });
    encoded.set(start, made);
    made.catch(() => encoded.delete(start));
    return made;
  };

  /** Walks the moves that a person chose; where a move is not legal any more, the walk ends before it. */
  const walk = async (ready: Ready, { start, path }: Pick<Place, 'start' | 'path'>) => {
    let state = await rootOf(ready, start);
    const steps: DreamStep[] = [];
    for (const action of path) {
      if (action.site >= (state.counts[action.rule] ?? 0)) break;
      const [[weighed] = []] = await ready.remembering.weigh([state], [[action]]);
      if (weighed === undefined) break;
      steps.push(stepOf(ready.remembering.model, state, action, weighed.next, 1));
      state = weighed.next;
    }
    return { state, steps };
  };

  const dreamOf = async (params: DreamParams, wanted: () => Promise<boolean>): Promise<Fan | null> => {
    const { kind, rollouts, horizon, temperature, seed } = params;
    const began = performance.now();
    const ready = await readyFor(kind, seed);
    const { remembering, agent, info } = ready;
    const before = agent.imagined;
    const { state, steps } = await walk(ready, params);
    const found = await dreamRollouts({
      model: remembering.model,
      agent,
      root: state,
      rollouts,
      horizon: Math.max(0, horizon - steps.length),
      temperature,
      seed,
      wanted,
    });
    if (found === null) return null;
    const imagined = agent.imagined - before;
    const ms = performance.now() - began;
    return { kind, version: info.version, path: steps, rollouts: found, imagined, ms };
  };

  return {
    warm: () => startTensors(),
    load: async (params) => {
      const { kind, version } = params;
      const before = loaded.get(kind);
      if (before?.version === version) return (await before.ready).info;
      // What is being dreamed is of a model that goes away.
      takeTicket(kind);
      const ready = prepare(params);
      loaded.set(kind, { version, ready });
      // A model that is refused leaves no other one behind: its dreams would pass for those of the one asked for.
      ready.catch(() => {
        if (loaded.get(kind)?.ready === ready) loaded.delete(kind);
      });
      await before?.ready.then(disposeOf, () => undefined);
      return (await ready).info;
    },
    begin: async ({ start, observation }) => {
      // It may look otherwise than the last time that it had this name.
      if (starts.delete(start)) forget(start);
      starts.set(start, observation);
      for (const oldest of starts.keys()) {
        if (starts.size <= keepStarts) break;
        starts.delete(oldest);
        forget(oldest);
      }
    },
    dream: async (params) => {
      const { kind } = params;
      const ticket = takeTicket(kind);
      const isLatest = (): boolean => latest.get(kind) === ticket;
      const wanted = async (): Promise<boolean> => {
        await breathe();
        return isLatest();
      };
      try {
        return await dreamOf(params, wanted);
      } catch (thrown) {
        // A step that was under way when its model went away cannot be made.
        if (isLatest()) throw thrown;
        return null;
      }
    },
    look: (params) =>
      answered(params.kind, async (ready) => {
        const { remembering, agent } = ready;
        const { state } = await walk(ready, params);
        const [moves = []] = await remembering.weigh(
          [state],
          [movesOf(state.counts, Math.min(offered, weighedAtStart))],
        );
        const odds = await agent.odds(state, moves, params.temperature, 1);
        const options = moves
          .map(({ action, next }, i) => ({
            rule: action.rule,
            site: action.site,
            among: state.counts[action.rule] ?? 0,
            anchor: anchorOf(state, action),
            probability: odds[i] ?? 0,
            ...changeOf(remembering.model, state, next),
          }))
          .sort((a, b) => b.probability - a.probability || a.factor - b.factor);
        return { counts: state.counts, options };
      }),
    follow: ({ kind, start, moves }) =>
      answered(kind, async (ready) => {
        const { model } = ready.remembering;
        let state = await rootOf(ready, start);
        const steps: DreamStep[] = [];
        for (const { rule, site, among } of moves) {
          // Rules that the model does not know end what it can say.
          if (rule >= model.rules) break;
          const action = { rule, site: sited(site, among, state.counts[rule] ?? 0) };
          const [next] = await model.step([state], [action]);
          if (next === undefined) break;
          steps.push(stepOf(model, state, action, next, 1));
          state = next;
          if (steps.length % 32 === 0) await breathe();
        }
        return steps;
      }),
    clock: ({ kind, start, path, told }) =>
      answered(kind, async (ready) => {
        const rows: ClockRow[] = [];
        for (const one of told) {
          // Only the last few states are kept: what was measured from others is not known any more. A clock that was
          // interrupted may have given no number.
          if (!starts.has(one.start) || !Number.isFinite(one.real)) continue;
          const walked = await walkWork(ready.remembering, await rootOf(ready, one.start), one.path);
          const last = walked.at(-1);
          if (last !== undefined && walked.length === one.path.length) rows.push(rowOf(last, one.real));
        }
        const walked = await walkWork(ready.remembering, await rootOf(ready, start), path);
        return expectedAlong(await ready.residual, rows, walked);
      }),
  };
}

/** Null where there is none, or it cannot be fetched: without its agent a world model can still be dreamed in. */
async function policyBytes(source: LoadParams['policy']): Promise<Uint8Array | null> {
  return source === null ? null : bytesOf(source).catch(() => null);
}

/**
 * The trained agent where one fits this model; else the model's own predictions choose, and the page says so. To a policy the
 * latents of a model that began with nothing mean nothing, but for one that was trained in it here.
 */
function agentFor(
  bytes: Uint8Array | null,
  ruleNames: readonly string[],
  remembering: RememberingModel,
  fromNothing: boolean,
): DreamAgent {
  if (bytes === null) return createPredictionsAgent(remembering);
  try {
    const { policy, proposer, horizon, provenance } = loadPolicy(bytes, (length) =>
      hashRuleNames(ruleNames.slice(0, length)),
    );
    // Proposals are for the search over real graphs; a dream has no use for them.
    proposer?.dispose();
    const reads = !fromNothing || 'trainedHere' in provenance;
    if (reads && policy.config.rules <= remembering.model.rules)
      return createPolicyAgent(remembering, policy, horizon);
    policy.dispose();
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
  }
  return createPredictionsAgent(remembering);
}

/** A site's number among the sites that a rule really has, as a number among those that it is thought to have. */
const sited = (site: number, among: number, imagined: number): number =>
  among === imagined || imagined === 0
    ? site
    : Math.min(imagined - 1, Math.floor(((site + 0.5) / Math.max(1, among)) * imagined));

function disposeOf({ agent, remembering }: Ready): void {
  agent.dispose();
  remembering.model.dispose();
}
