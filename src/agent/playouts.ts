import { createRandom, type Random } from '../core';
import type { Environment, RuleInfo } from '../env/environment';
import { Candidates } from './candidates';
import { type Clock, createClock } from './clock';
import { type Preferences, saturate } from './saturate';
import { type Path, type Search, type SearchResult, startOf, statesOf } from './search';

export interface PlayoutSettings {
  /** Playouts per generation of the cross-entropy method. */
  readonly population: number;
  /** How many of them shape the next generation. */
  readonly elite: number;
  /** Generations without a better result after which the search has converged. */
  readonly patience: number;
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
    if (run.legal) await run.crossEntropy(settings, createRandom(options.seed));
    await run.prune();
    return run.result();
  };
}

class Run<S> {
  private readonly start: Path<S>;
  private readonly candidates: Candidates<S>;
  private best: Path<S>;
  private preferred: Float64Array;
  private engineSteps = 0;
  private readonly tried = new Set<string>();

  constructor(
    private readonly env: Environment<S>,
    private readonly clock: Clock,
    private readonly options: Parameters<Search>[1],
  ) {
    this.start = startOf(env);
    this.best = this.start;
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

  private async playBoth(group: readonly number[]): Promise<void> {
    const alone = new Float64Array(this.env.rules.length);
    group.forEach((rule, i) => {
      alone[rule] = 1 - i / (group.length + 1);
    });
    await this.play(alone);
    const added = this.preferred.slice();
    for (const rule of group) added[rule] = Math.max(added[rule] ?? 0, alone[rule] ?? 0);
    await this.play(added);
  }

  async crossEntropy(settings: PlayoutSettings, random: Random): Promise<void> {
    const n = this.env.rules.length;
    const include = Float64Array.from(this.preferred, (p) => (p > 0 ? 0.85 : 0.25));
    const order = Float64Array.from(this.preferred, (p) => p || 0.5);
    for (let stale = 0; stale < settings.patience && this.clock.reason() === null; ) {
      const before = this.best.cost;
      const generation: { readonly priority: Float64Array; readonly cost: number }[] = [];
      for (let k = 0; k < settings.population && this.clock.reason() === null; k++) {
        const priority = new Float64Array(n);
        for (let r = 0; r < n; r++) {
          if (random.next() < (include[r] ?? 0))
            priority[r] = Math.max(1e-3, (order[r] ?? 0.5) + 0.3 * random.normal());
        }
        dropInverses(this.env.rules, priority);
        generation.push({ priority, cost: (await this.play(priority)).cost });
      }
      const elite = generation.sort((a, b) => a.cost - b.cost).slice(0, settings.elite);
      for (let r = 0; r < n && elite.length > 0; r++) {
        const used = elite.filter(({ priority }) => (priority[r] ?? 0) > 0);
        include[r] = clamp(0.6 * (include[r] ?? 0) + 0.4 * (used.length / elite.length), 0.03, 0.97);
        const mean =
          used.reduce((sum, { priority }) => sum + (priority[r] ?? 0), 0) / Math.max(1, used.length);
        if (used.length > 0) order[r] = 0.6 * (order[r] ?? 0.5) + 0.4 * mean;
      }
      stale = this.best.cost < before * worthwhile ? 0 : stale + 1;
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
    return { candidates: this.candidates.list(), stopReason, engineSteps: this.engineSteps };
  }

  private async play(priority: Preferences['priority']): Promise<Path<S>> {
    const name = Array.from(priority, (p, i) => (p > 0 ? `${i}:${p.toFixed(2)}` : '')).join('');
    if (this.clock.reason() !== null || this.tried.has(name)) return this.start;
    this.tried.add(name);
    const playout = await saturate(this.env, this.start, { priority }, this.clock, this.options.maxDepth);
    this.engineSteps += playout.engineSteps;
    const path = playout.best;
    this.candidates.offer(path);
    const faster = path.cost < this.best.cost * worthwhile;
    const shorter = path.depth < this.best.depth && path.cost <= this.best.cost / worthwhile;
    if (path.depth > 0 && (faster || shorter)) {
      this.best = path;
      this.preferred = Float64Array.from(priority);
      this.options.onProgress?.(path.cost, this.engineSteps);
    }
    return path;
  }
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

function dropInverses(rules: readonly RuleInfo[], priority: Float64Array): void {
  for (let i = 0; i < rules.length; i++) {
    for (let j = 0; j < i; j++) {
      const both = (priority[i] ?? 0) > 0 && (priority[j] ?? 0) > 0;
      if (both && inverse(rules[i], rules[j])) priority[(priority[i] ?? 0) > (priority[j] ?? 0) ? j : i] = 0;
    }
  }
}

const inverse = (a: RuleInfo | undefined, b: RuleInfo | undefined): boolean =>
  a !== undefined && b !== undefined && (a.undoes.includes(b.name) || b.undoes.includes(a.name));

const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));
