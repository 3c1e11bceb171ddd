import { createRandom, type Random } from '../core';
import type { RuleInfo } from '../env/environment';
import type { ObservedEnvironment } from '../env/observation';
import { Candidates } from './candidates';
import { type Clock, createClock } from './clock';
import type { Imagination, Imagined } from './imagination';
import { type Judge, judgeFrom } from './judge';
import { type Plan, plan } from './plan';
import type { Policy } from './policy/policy';
import type { Proposer } from './policy/proposer';
import { type DreamSettings, standardDreams, standardLearning } from './ppo/settings';
import { saturate } from './saturate';
import {
  type DreamCheck,
  type ObservedSearch,
  type Path,
  type SearchOptions,
  type SearchResult,
  startOf,
} from './search';
import { Trust } from './trust';
import { Word } from './word';

/** A trained agent: the world model that it dreams in and the policy that was trained there. */
export interface AgentParts<D extends Imagined = Imagined> {
  readonly imagination: Imagination<D>;
  readonly policy: Policy;
  /** Says which rules a good way is made of; null or left out where none was trained. */
  readonly proposer?: Proposer | null;
  /** Steps of the dreams that the policy was trained in. */
  readonly horizon: number;
}

export interface AgentSettings {
  /** Dreams for each decision. */
  readonly dreams: number;
  /** Plans that are tried on the real graph at each decision, the best first. */
  readonly plans: number;
  /** Whole dreams that are tried beside the plans where none pays, and in all episodes but the first. */
  readonly hunches: number;
  /** Steps of a plan that are played at most before the real state is looked at again. */
  readonly commit: number;
  /**
   * It is looked at earlier where the standard deviation of the expected log speed-up grows beyond this.
   */
  readonly certain: number;
  /** An episode ends after this many plans in a row, each as long as `commit`, that led to nothing better. */
  readonly patience: number;
  /** The agent has converged after this many episodes without a better state. */
  readonly episodes: number;
  /** Whether the rules that a plan uses are then played wherever else they apply. */
  readonly everywhere: boolean;
  readonly dreamSettings: Partial<DreamSettings>;
}

export const standardAgent: AgentSettings = {
  dreams: 48,
  plans: 3,
  hunches: 2,
  commit: 8,
  certain: 0.015,
  patience: 3,
  episodes: 8,
  everywhere: true,
  dreamSettings: {},
};

/** Part of the critic's expectation that a dream which reached its horizon is credited with. */
const leafShare = 0.5;
/** A result must be better by this factor to count. */
const worthwhile = 1 - 1e-5;

/**
 * The agent on the real environment: at each decision it encodes the real state, dreams from it, and plays the best
 * plans with the real mask; what came of them, by the real price and the arithmetic, is where it goes on. Dreams propose,
 * the engine and the judge decide. What was promised is held against the price alone, which is what dreams are about.
 */
export function agentPlay<D extends Imagined>(
  parts: AgentParts<D>,
  settings: Partial<AgentSettings> = {},
): ObservedSearch {
  return async (env, options) => {
    const player = new Player(env, parts, { ...standardAgent, ...settings }, options);
    await player.run();
    return player.result();
  };
}

class Player<S, D extends Imagined> {
  private readonly clock: Clock;
  private readonly random: Random;
  private readonly start: Path<S>;
  private readonly candidates: Candidates<S>;
  private readonly dreamSettings: DreamSettings;
  private readonly judge: Judge<S>;
  private best: Path<S>;
  private engineSteps = 0;
  private imaginedSteps = 0;
  private legal = true;
  private dream: DreamCheck | null = null;
  private readonly trust = new Trust();

  constructor(
    private readonly env: ObservedEnvironment<S>,
    private readonly parts: AgentParts<D>,
    private readonly settings: AgentSettings,
    private readonly options: SearchOptions,
  ) {
    this.clock = createClock(options);
    this.random = createRandom(options.seed).fork('agent');
    this.start = startOf(env);
    this.best = this.start;
    this.judge = judgeFrom(env, this.start.state);
    this.candidates = new Candidates(env, this.start, 12);
    this.dreamSettings = { ...standardDreams, horizon: parts.horizon, ...settings.dreamSettings };
  }

  async run(): Promise<void> {
    this.parts.imagination.reseed?.(this.options.seed);
    this.legal = Array.from(this.env.counts(this.start.state)).some((count) => count > 0);
    if (!this.legal) return;
    for (let episode = 0, stale = 0; stale < this.settings.episodes; episode++, stale++) {
      if (this.clock.reason() !== null) return;
      const before = this.worth(this.best);
      // The first episode plays as trained; later ones explore more and more.
      await this.episode(1 + 0.25 * episode, episode > 0);
      if (this.worth(this.best) < before * worthwhile) stale = -1;
    }
  }

  private async episode(policyTemperature: number, exploring: boolean): Promise<void> {
    let at = this.start;
    let lowest = this.worth(at);
    const word = new Word();
    for (let stale = 0; stale < this.settings.patience && at.depth < this.options.maxDepth; ) {
      if (await this.clock.tick()) break;
      const plans = await this.plansAt(at, policyTemperature, exploring);
      const next = await this.tryPlans(at, plans, word);
      if (next === null) break;
      // A plan that is followed in small parts has not failed more often than one that is played at once.
      stale += Math.min(1, (next.depth - at.depth) / this.settings.commit);
      at = next;
      if (this.worth(at) < lowest * worthwhile) {
        lowest = this.worth(at);
        stale = 0;
      }
    }
    if (word.steps > 0 && (this.dream === null || word.real > this.dream.real)) this.dream = word.result();
  }

  private async plansAt(
    at: Path<S>,
    policyTemperature: number,
    exploring: boolean,
  ): Promise<readonly Plan[]> {
    const { imagination, policy } = this.parts;
    const [root] = await imagination.encode([this.env.observe(at.state)]);
    if (root === undefined) return [];
    const { plans, hunches, imaginedSteps } = await plan({
      start: root,
      imagination,
      policy,
      dreamSettings: this.dreamSettings,
      trust: this.trust,
      dreams: this.settings.dreams,
      policyTemperature,
      leaf: leafShare / standardLearning.rewardScale,
      random: this.random,
      stop: () => this.clock.tick(),
    });
    this.imaginedSteps += imaginedSteps;
    const paying = plans.slice(0, this.settings.plans);
    const tried = exploring || paying.length === 0 ? this.settings.hunches : 0;
    return [...paying, ...hunches.slice(0, tried)];
  }

  private worth({ state, cost }: Path<S>): number {
    return this.judge(state, cost);
  }

  /** Plays plans on the real graph; where the best of them led, or null when none could be played. */
  private async tryPlans(at: Path<S>, plans: readonly Plan[], word: Word): Promise<Path<S> | null> {
    let best: Path<S> | null = null;
    let first = true;
    for (const plan of plans) {
      if (await this.clock.tick()) break;
      const length = this.committed(plan);
      const end = await this.playPlan(at, plan, length);
      // Only the agent's first choice is a promise (of several tries one is always right), and only where it is certain:
      // a hunch and an experiment with a rule of which it knows little promise nothing, and are not counted.
      const expected = plan.expected[length - 1];
      // What could not be priced is infinitely dear, and says nothing of the promise; where nothing could be played, it is not kept.
      // Nor does a plan that the clock cut off.
      const played = this.clock.reason() === null && Number.isFinite(end.cost);
      if (first && played && plan.worth > 0 && expected !== undefined)
        word.give(expected, Math.log(at.cost / end.cost), end.depth - at.depth);
      first = false;
      if (end === at) continue;
      const used = plan.actions.map(({ rule }) => rule);
      const rules = plan.worth > 0 ? used : this.families(used);
      const further = this.settings.everywhere ? await this.playEverywhere(end, rules) : end;
      for (const path of [end, further]) {
        this.candidates.offer(path, this.worth(path));
        if (best === null || this.worth(path) < this.worth(best)) best = path;
      }
    }
    if (best !== null && this.worth(best) < this.worth(this.best) * worthwhile) {
      this.best = best;
      this.options.onProgress?.(best.cost, this.engineSteps);
    }
    return best;
  }

  /** These rules, then the others of their families: a hunch is about a kind of rewriting, not about a site. */
  private families(played: readonly number[]): number[] {
    const infos = this.env.rules;
    const wanted = new Set(played.map((rule) => infos[rule]?.family));
    const others = infos.flatMap(({ family }, rule) => (wanted.has(family) ? [rule] : []));
    return [...played, ...others];
  }

  /** How many steps of a plan are played on its word: as far as it is certain, and at least one. */
  private committed({ expected }: Plan): number {
    const { commit, certain } = this.settings;
    const doubtful = expected.findIndex(({ deviation }) => deviation > certain);
    return Math.max(1, Math.min(commit, expected.length, doubtful < 0 ? commit : doubtful));
  }

  /** The plan's first actions as far as they are really legal, each priced, so that the next dream is believed rightly. */
  private async playPlan(from: Path<S>, { actions, steps }: Plan, length: number): Promise<Path<S>> {
    let at = from;
    for (let i = 0; i < length && at.depth < this.options.maxDepth; i++) {
      const [action, step] = [actions[i], steps[i]];
      if (action === undefined || step === undefined || (i > 0 && (await this.clock.tick()))) break;
      const count = this.env.counts(at.state)[action.rule] ?? 0;
      const sited = { rule: action.rule, site: Math.min(action.site, count - 1) };
      const state = count === 0 ? null : this.env.step(at.state, sited);
      if (count > 0) this.engineSteps++;
      // What the dream took for legal and is not, is left out; the rest may apply all the same.
      if (state === null) {
        this.trust.observe(step, 0);
        continue;
      }
      const cost = this.env.cost(state);
      this.trust.observe(step, Math.log(at.cost / cost));
      at = { state, cost, depth: at.depth + 1, action: sited, parent: at };
    }
    return at;
  }

  private async playEverywhere(from: Path<S>, rules: readonly number[]): Promise<Path<S>> {
    const priority = new Float64Array(this.env.rules.length);
    // The plan's order: what it played first, first; of rules that undo each other the first alone.
    const infos = this.env.rules;
    const kept: number[] = [];
    for (const rule of new Set(rules))
      if (!kept.some((other) => undo(infos[rule], infos[other]))) kept.push(rule);
    kept.forEach((rule, i) => {
      priority[rule] = 1 / (i + 1);
    });
    const room = this.options.maxDepth - from.depth;
    const { best, engineSteps } = await saturate(this.env, from, { priority }, this.clock, room, this.judge);
    this.engineSteps += engineSteps;
    return best;
  }

  result(): SearchResult<S> {
    return {
      candidates: this.candidates.list(),
      stopReason: this.clock.reason() ?? (this.legal ? 'converged' : 'nothing-legal'),
      engineSteps: this.engineSteps,
      imaginedSteps: this.imaginedSteps,
      dream: this.dream,
    };
  }
}

const undo = (a: RuleInfo | undefined, b: RuleInfo | undefined): boolean =>
  a !== undefined && b !== undefined && (a.undoes.includes(b.name) || b.undoes.includes(a.name));
