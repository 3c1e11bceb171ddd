import type { Episode } from '../env/episode';
import type { NamedArray, Parameters } from '../nn';
import type { ModelConfig } from './config';
import { background } from './dynamics';
import { firstSite } from './locate';
import { siteContexts } from './siteContexts';

/** Observations that a rule is thought to have had before any was made: how far a mean is drawn to zero. */
const doubt = 3;

/** What each rule usually does, counted over recorded steps. Row `rules` is the mean over all rules. */
export interface RuleStatistics {
  /** Steps by each rule, `[rules + 1]`. */
  readonly steps: Float64Array;
  /** Change of the runtime relative to the runtime around the site, `[rules + 1]`, drawn to 0 where steps are few. */
  readonly factor: Float64Array;
  /** Share of the steps that changed the number of sites of each rule, `[rules + 1, rules]`, and by how many on average. */
  readonly changed: Float64Array;
  readonly delta: Float64Array;
}

export function ruleStatistics(episodes: readonly Episode[], rules: number): RuleStatistics {
  const steps = new Float64Array(rules + 1);
  const factor = new Float64Array(rules + 1);
  const changed = new Float64Array((rules + 1) * rules);
  const delta = new Float64Array((rules + 1) * rules);
  const count = (row: number, relative: number, before: Uint16Array, after: Uint16Array): void => {
    steps[row] = (steps[row] ?? 0) + 1;
    factor[row] = (factor[row] ?? 0) + relative;
    for (let r = 0; r < rules; r++) {
      const by = (after[r] ?? 0) - (before[r] ?? 0);
      if (by === 0) continue;
      const at = row * rules + r;
      changed[at] = (changed[at] ?? 0) + 1;
      delta[at] = (delta[at] ?? 0) + by;
    }
  };
  for (const { states, actions, costs } of episodes) {
    for (const [k, { rule, site }] of actions.entries()) {
      const [before, after] = [states[k], states[k + 1]];
      if (rule >= rules || before === undefined || after === undefined) continue;
      const row = before.anchors[firstSite(before.counts, rule) + site] ?? 0;
      const { rings } = siteContexts(before, rules, [row]);
      const reach = rings.reduce((a, b) => a + b, background);
      const growth = (costs[k + 1] ?? 1) / (costs[k] ?? 1) - 1;
      const relative = Math.max(-1, Math.min(1, growth / reach));
      count(rule, relative, before.counts, after.counts);
      count(rules, relative, before.counts, after.counts);
    }
  }
  for (let row = 0; row <= rules; row++) {
    const n = steps[row] ?? 0;
    factor[row] = (factor[row] ?? 0) / (n + doubt);
    for (let at = row * rules; at < (row + 1) * rules; at++) {
      const times = changed[at] ?? 0;
      delta[at] = times > 0 ? (delta[at] ?? 0) / times : 0;
      changed[at] = times / Math.max(1, n);
    }
  }
  return { steps, factor, changed, delta };
}

/** Where the tables of what rules usually do start from; the network then learns what is different about a site. */
export function priorsOf({ rules }: ModelConfig, found: RuleStatistics): NamedArray[] {
  const { steps, factor, changed, delta } = found;
  const gate = new Float32Array((rules + 1) * rules);
  for (let row = 0; row <= rules; row++) {
    const n = steps[row] ?? 0;
    for (let r = 0; r < rules; r++) {
      const at = row * rules + r;
      // Drawn towards what happens with any rule where this one was seldom seen.
      const usual = changed[rules * rules + r] ?? 0;
      const chance = ((changed[at] ?? 0) * n + usual + 1e-3) / (n + 1 + 2e-3);
      gate[at] = Math.log(chance / (1 - chance));
    }
  }
  // The inverse of the unit through which factors pass; a mean of relative changes is above −1 by the doubt in it.
  const inner = Float32Array.from(factor, (f) => (f < 0 ? Math.log(1 + Math.max(f, -0.98)) : f));
  return [
    { name: 'dyn/usualGate', shape: [rules + 1, rules], values: gate },
    { name: 'dyn/usualDelta', shape: [rules + 1, rules], values: Float32Array.from(delta) },
    { name: 'dyn/usualFactor', shape: [rules + 1, 1], values: inner },
  ];
}

/** Parameters that hold one row for each rule; rows of rules that were never seen get the unknown rule's. */
const tables = ['dyn/rules', 'dyn/usualGate', 'dyn/usualDelta', 'dyn/usualFactor'];

/** Makes rules that no episode played equal to the unknown rule, which is what training knows best of them. */
export async function blankUnseenRules(
  parameters: Parameters,
  rules: number,
  episodes: readonly Episode[],
): Promise<number> {
  const seen = new Set(episodes.flatMap(({ actions }) => actions.map(({ rule }) => rule)));
  const changed = (await parameters.read())
    .filter(({ name }) => tables.includes(name))
    .map((array) => {
      const values = array.values.slice();
      const width = values.length / (rules + 1);
      for (let rule = 0; rule < rules; rule++)
        if (!seen.has(rule)) values.copyWithin(rule * width, rules * width, (rules + 1) * width);
      return { ...array, values };
    });
  parameters.write(changed);
  return rules - [...seen].filter((rule) => rule < rules).length;
}
