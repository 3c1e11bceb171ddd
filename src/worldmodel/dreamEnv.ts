import type { Action, Environment, RuleInfo } from '../env/environment';
import type { DreamState, WorldModel } from './worldModel';

export interface DreamEnvOptions {
  readonly model: WorldModel;
  /** The encoded real state where the dream begins. */
  readonly start: DreamState;
  /** Runtime of that state, milliseconds or another unit. */
  readonly startCost: number;
  readonly rules: readonly RuleInfo[];
  /** The dream ends where the members' log runtimes spread further than this (standard deviation). */
  readonly trust: number;
  /** The dream ends after this many steps. */
  readonly horizon: number;
}

/** An imagined state with the way that led to it, which is its key: the model cannot tell graphs for equal. */
export interface DreamNode {
  readonly state: DreamState;
  readonly path: string;
}

/**
 * The environment's interface from the model alone: no rewrite engine, no clock. Where the ensemble disagrees, where
 * the model expects nothing to be legal, and at the horizon nothing is legal, so that whoever plays must stop.
 */
export function createDreamEnv(options: DreamEnvOptions): Environment<DreamNode> {
  const { model, start, startCost, rules, trust, horizon } = options;
  const silent = new Uint16Array(rules.length);
  const awake = ({ disagreement, end, depth }: DreamState): boolean =>
    disagreement > trust || (depth > 0 && end > 0.5) || depth >= horizon;
  const countsOf = ({ state }: DreamNode): Uint16Array => {
    if (awake(state)) return silent;
    if (state.counts.length >= rules.length) return state.counts.subarray(0, rules.length);
    const padded = new Uint16Array(rules.length);
    padded.set(state.counts);
    return padded;
  };
  return {
    rules,
    reset: () => ({ state: start, path: '' }),
    counts: countsOf,
    step: (node, action: Action) => {
      if (action.site >= (countsOf(node)[action.rule] ?? 0)) return null;
      const [state] = model.stepSync([node.state], [action]);
      return state === undefined ? null : { state, path: `${node.path}/${action.rule}.${action.site}` };
    },
    cost: ({ state }) => startCost * Math.exp(state.logRatio),
    key: ({ path }) => path,
  };
}
