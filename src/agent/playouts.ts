import { createRandom, type Random } from '../core';
import type { Environment, RuleInfo } from '../env/environment';
import { Candidates } from './candidates';
import { type Clock, createClock } from './clock';
import { type Judge, judgeFrom } from './judge';
import { type Preferences, saturate } from './saturate';
import { type Path, type Search, type SearchOptions, type SearchResult, startOf, statesOf } from './search';

export interface PlayoutSettings {
  /** Playouts per generation of the cross-entropy method. */
  readonly population: number;
  /** How many of them shape the next generation. */
  readonly elite: number;
  /** Generations without a better result after which the search has converged. */
  readonly patience: number;
}

/** What is thought of each rule before anything was played. */
export interface RulePrior {
  /** Probability that a good way uses it, `[rules]`; rules behind the end are taken for unlikely, and played all the same. */
  readonly include: ArrayLike<number>;
  /** When a good way first uses it, 0…1, `[rules]`. */
  readonly when: ArrayLike<number>;
}

const standard: PlayoutSettings = { population: 12, elite: 3, patience: 3 };

/** A result must be better by this factor to replace a shorter one. */
const worthwhile = 1 - 2e-4;

/**
 * Search over *which rules to play* rather than over single moves: a set of rules is played until nothing applies, so
 * chains whose single steps gain nothing are seen to their end. First every family and every rule by itself and added
 * to the best so far, then the cross-entropy method (Rubinstein 1999) over inclusion and order, then rules without
 * effect are taken out of the best.
 */
export function playouts(settings: PlayoutSettings = standard): Search {
  return async (env, options) => {
    const run = new Run(env, createClock(options), options);
    await run.familiesAndRules();
    if (run.legal) await run.crossEntropy(settings, createRandom(options.seed), null);
    await run.prune();
    return run.result();
  };
}

/** A rule that is thought less likely than this is left out of the first sets; each value makes one, the last of all rules. */
const cuts = [0.5, 0.3, 0.15, 0.07, 0.03, 0.01, 0];

/**
 * The same search where somebody says beforehand which rules are likely to pay: the sets that this names are played first,
 * and the cross-entropy method starts from it instead of from a sweep over all families and rules.
 */
export async function playoutsFrom<S>(
  env: Environment<S>,
  options: SearchOptions,
  prior: RulePrior,
  settings: PlayoutSettings = standard,
): Promise<SearchResult<S>> {
  const run = new Run(env, createClock(options), options);
  const known = withStrangers(prior, env.rules.length);
  for (const [i, cut] of cuts.entries()) {
    if (i === likely) await run.playAll();
    await run.playLikely(known, cut);
  }
  if (run.legal) await run.crossEntropy(settings, createRandom(options.seed), known);
  await run.refine(known, (include) => include > worthTrying);
  await run.prune();
  // With time left, whoever thought little of a rule may be wrong.
  await run.refine(known, (include) => include <= worthTrying);
  return run.result();
}

/** After so many cuts all rules are played in the order of the list: whoever thinks amiss of the order is not bound to it. */
const likely = 2;
/** Rules less likely than this are tried one by one only at the end. */
const worthTrying = 0.01;
/** What is thought of rules that came after whoever says which are likely. */
const stranger = { include: 0.02, when: 0.5 };

function withStrangers({ include, when }: RulePrior, rules: number): RulePrior {
  return {
    include: Float64Array.from({ length: rules }, (_, r) => include[r] ?? stranger.include),
    when: Float64Array.from({ length: rules }, (_, r) => when[r] ?? stranger.when),
  };
}

class Run<S> {
  private readonly start: Path<S>;
  private readonly candidates: Candidates<S>;
  private best: Path<S>;
  /** Lower is better: by price and arithmetic. */
  private readonly judge: Judge<S>;
  private preferred: Float64Array;
  private engineSteps = 0;
  private playedAtBest = 0;
  /** The rules of the last cut: a lower one that adds none is not played again. */
  private lastSet = '';
  private readonly tried = new Set<string>();

  constructor(
    private readonly env: Environment<S>,
    private readonly clock: Clock,
    private readonly options: Parameters<Search>[1],
  ) {
    this.start = startOf(env);
    this.best = this.start;
    this.judge = judgeFrom(env, this.start.state);
    this.candidates = new Candidates(env, this.start, 12);
    this.preferred = new Float64Array(env.rules.length);
  }

  get legal(): boolean {
    const counts = this.env.counts(this.start.state);
    return Array.from(counts).some((n) => n > 0);
  }

  /** Greedy over groups of rules: the families first, all together, then rule by rule. */
  async familiesAndRules(): Promise<void> {
    const { rules } = this.env;
    const families = [...new Set(rules.map((rule) => rule.family))];
    const groups = families.flatMap((family) => orientations(rules, (rule) => rule.family === family));
    groups.push(...orientations(rules, () => true));
    for (const group of groups) await this.playBoth(group);
    for (let rule = 0; rule < rules.length; rule++) await this.playBoth([rule]);
  }

  /** All rules at once, in the order of the list. */
  async playAll(): Promise<void> {
    const { rules } = this.env;
    for (const group of orientations(rules, () => true).slice(0, 1))
      await this.play(inOrder(group, rules.length));
  }

  private async playBoth(group: readonly number[]): Promise<void> {
    const alone = inOrder(group, this.env.rules.length);
    await this.play(alone);
    const added = this.preferred.slice();
    for (const rule of group) added[rule] = Math.max(added[rule] ?? 0, alone[rule] ?? 0);
    await this.play(added);
  }

  /** The rules above a cut, the one that is used first first. */
  async playLikely({ include, when }: RulePrior, cut: number): Promise<void> {
    const { rules } = this.env;
    const priority = Float64Array.from(rules, (_, r) =>
      (include[r] ?? 0) > cut ? priorityAt(when[r]) + 1e-6 * (include[r] ?? 0) : 0,
    );
    dropInverses(rules, priority, include);
    const set = rules.flatMap((_, r) => ((priority[r] ?? 0) > 0 ? [r] : [])).join();
    if (set === '' || set === this.lastSet) return;
    this.lastSet = set;
    await this.play(priority);
  }

  /** Without a prior it begins at the best set so far. */
  async crossEntropy(settings: PlayoutSettings, random: Random, prior: RulePrior | null): Promise<void> {
    const n = this.env.rules.length;
    const include = Float64Array.from(this.preferred, (p, r) =>
      p > 0 ? 0.85 : prior === null ? 0.25 : clamp(prior.include[r] ?? 0, 0.02, 0.85),
    );
    const order = Float64Array.from(this.preferred, (p, r) =>
      prior === null ? p || 0.5 : p || priorityAt(prior.when[r]),
    );
    const spread = prior === null ? 0.3 : 0.15;
    for (let stale = 0; stale < settings.patience && this.clock.reason() === null; ) {
      const before = this.worth(this.best);
      const generation: { readonly priority: Float64Array; readonly worth: number }[] = [];
      for (let k = 0; k < settings.population && this.clock.reason() === null; k++) {
        const priority = new Float64Array(n);
        for (let r = 0; r < n; r++) {
          if (random.next() < (include[r] ?? 0))
            priority[r] = Math.max(1e-3, (order[r] ?? 0.5) + spread * random.normal());
        }
        dropInverses(this.env.rules, priority, priority);
        generation.push({ priority, worth: this.worth(await this.play(priority)) });
      }
      const elite = generation.sort((a, b) => a.worth - b.worth).slice(0, settings.elite);
      for (let r = 0; r < n && elite.length > 0; r++) {
        const used = elite.filter(({ priority }) => (priority[r] ?? 0) > 0);
        include[r] = clamp(0.6 * (include[r] ?? 0) + 0.4 * (used.length / elite.length), 0.03, 0.97);
        const mean =
          used.reduce((sum, { priority }) => sum + (priority[r] ?? 0), 0) / Math.max(1, used.length);
        if (used.length > 0) order[r] = 0.6 * (order[r] ?? 0.5) + 0.4 * mean;
      }
      stale = this.worth(this.best) < before * worthwhile ? 0 : stale + 1;
    }
  }

  /** Adds some rules to the best set one by one, the likeliest first; those that have no site at either end come last. */
  async refine({ include, when }: RulePrior, chosen: (include: number) => boolean): Promise<void> {
    const [first, last] = [this.env.counts(this.start.state), this.env.counts(this.best.state)];
    const legal = (rule: number): number => ((first[rule] ?? 0) + (last[rule] ?? 0) > 0 ? 1 : 0);
    const order = this.env.rules
      .map((_, rule) => rule)
      .filter((rule) => chosen(include[rule] ?? 0))
      .sort((a, b) => legal(b) - legal(a) || (include[b] ?? 0) - (include[a] ?? 0));
    for (const rule of order) {
      if (this.clock.reason() !== null) return;
      if ((this.preferred[rule] ?? 0) > 0) continue;
      const added = this.preferred.slice();
      added[rule] = priorityAt(when[rule]);
      await this.play(added);
    }
  }

  /** Takes rules out of the best playout as long as nothing is lost: what remains is what made it fast. */
  async prune(): Promise<void> {
    const used = new Set(statesOf(this.best).map((path) => path.action?.rule));
    for (const rule of [...used].filter((r) => r !== undefined).sort((a, b) => b - a)) {
      if (this.clock.reason() !== null) return;
      const without = this.preferred.slice();
      without[rule] = 0;
      await this.play(without);
    }
  }

  result(): SearchResult<S> {
    const stopReason = this.clock.reason() ?? (this.legal ? 'converged' : 'nothing-legal');
    const { engineSteps } = this;
    const counts = { tried: this.tried.size, untilBest: this.playedAtBest };
    return { candidates: this.candidates.list(), stopReason, engineSteps, playouts: counts };
  }

  private worth({ state, cost }: Path<S>): number {
    return this.judge(state, cost);
  }

  private async play(priority: Preferences['priority']): Promise<Path<S>> {
    const name = Array.from(priority, (p, i) => (p > 0 ? `${i}:${p.toFixed(2)}` : '')).join('');
    if (this.clock.reason() !== null || this.tried.has(name)) return this.start;
    this.tried.add(name);
    const playout = await saturate(
      this.env,
      this.start,
      { priority },
      this.clock,
      this.options.maxDepth,
      this.judge,
    );
    this.engineSteps += playout.engineSteps;
    const path = playout.best;
    const [own, known] = [this.worth(path), this.worth(this.best)];
    this.candidates.offer(path, own);
    const faster = own < known * worthwhile;
    const shorter = path.depth < this.best.depth && own <= known / worthwhile;
    if (path.depth > 0 && (faster || shorter)) {
      this.best = path;
      if (faster) this.playedAtBest = this.tried.size;
      this.preferred = Float64Array.from(priority);
      this.options.onProgress?.(path.cost, this.engineSteps);
    }
    return path;
  }
}

/** Priorities that play these rules in this order. */
function inOrder(group: readonly number[], rules: number): Float64Array {
  const priority = new Float64Array(rules);
  group.forEach((rule, i) => {
    priority[rule] = 1 - i / (group.length + 1);
  });
  return priority;
}

/** The chosen rules as one or two groups, so that of rules that undo each other only one is in each. */
function orientations(rules: readonly RuleInfo[], chosen: (rule: RuleInfo) => boolean): number[][] {
  const indices = rules.map((_, i) => i).filter((i) => chosen(rules[i] as RuleInfo));
  const pick = (list: number[]): number[] => {
    const taken: number[] = [];
    for (const i of list) if (!taken.some((j) => inverse(rules[i], rules[j]))) taken.push(i);
    return taken.sort((a, b) => a - b);
  };
  const forward = pick(indices);
  const backward = pick([...indices].reverse());
  return forward.join() === backward.join() ? [forward] : [forward, backward];
}

/** Early rules first; never 0, which would leave the rule out. */
const priorityAt = (when: number | undefined): number => clamp(1 - (when ?? 0.5), 0.02, 1);

/** Of rules that undo each other the stronger stays. */
function dropInverses(rules: readonly RuleInfo[], priority: Float64Array, strength: ArrayLike<number>): void {
  for (let i = 0; i < rules.length; i++) {
    for (let j = 0; j < i; j++) {
      const both = (priority[i] ?? 0) > 0 && (priority[j] ?? 0) > 0;
      if (both && inverse(rules[i], rules[j])) priority[(strength[i] ?? 0) > (strength[j] ?? 0) ? j : i] = 0;
    }
  }
}

const inverse = (a: RuleInfo | undefined, b: RuleInfo | undefined): boolean =>
  a !== undefined && b !== undefined && (a.undoes.includes(b.name) || b.undoes.includes(a.name));

const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));
