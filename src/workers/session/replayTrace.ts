import { dynamicDims, type Graph, structuralHash } from '../../graph';
import type { Trace, TraceStep } from '../../trace';
import {
  applySite,
  createMatcher,
  isRefusal,
  type Rule,
  ruleListHash,
  rules,
  type Site,
  type Target,
} from '../../transforms';
import { specialised } from './openModel';
import type { Replayed } from './share/protocol';
import type { OpenModel, Step } from './state';

/** Where a graph's structural hash begins, in 8 digits; links keep fewer of them. Weights do not count. */
export const checkHash = (graph: Graph): string => structuralHash(graph, { weights: 'none' }).slice(0, 8);

/** The rule list of a trace against this version's. */
export function knownRules({ rules: theirs }: Pick<Trace, 'rules'>): Replayed['rules'] {
  if (theirs.length > rules.length) return 'later';
  if (ruleListHash(rules, theirs.length) !== theirs.hash) return 'other';
  return theirs.length === rules.length ? 'same' : 'earlier';
}

/**
 * The index here of a rule that a trace speaks of: by its name where the trace gives names, else by its number; null
 * where this version has no such rule. A number of another list counts only where hashes can tell whether it is right.
 */
export function ruleHere(trace: Trace, number: number): number | null {
  const name = trace.rules.names?.[String(number)];
  if (name !== undefined) {
    const index = rules.findIndex((rule) => rule.name === name);
    return index < 0 ? null : index;
  }
  if (knownRules(trace) === 'other' && trace.base === null) return null;
  return number < rules.length ? number : null;
}

/** An open model as a trace leaves it: specialised as the trace was, with its steps as far as they apply. */
export interface ReplayedModel extends Omit<Replayed, 'model' | 'steps'> {
  readonly model: OpenModel;
}

/**
 * Plays a trace again, step by step. Each step's rule is applied at its site and the graph compared with the hash that
 * the trace notes; where ids have moved since (another version), the site is looked for by that hash. The steps stop
 * at the first that cannot be played.
 * @param onStructure the model is the structure that came with the trace: rules write a constant that is not there as an
 * expression, so that graphs are equal and their hashes are not
 * @throws CodedError DIMS_UNKNOWN, DIMS_NEEDED, OUTPUT_UNKNOWN: the trace was not made of this model.
 */
export function replayTrace(model: OpenModel, trace: Trace, onStructure = false): ReplayedModel {
  const target: Target = { provider: trace.ep, standardOpsOnly: trace.standardOps };
  const next = {
    ...model,
    ...specialised(model.decoded, specialisationOf(model, trace)),
    steps: [] as Step[],
    target,
  };
  // Where even the untouched graph looks different, hashes are of another making and say nothing.
  const checked = !onStructure && trace.base !== null && trace.base === checkHash(next.base);
  const listed = knownRules(trace);
  let refused: Replayed['refused'] = null;
  let graph = next.base;
  for (const [i, step] of trace.steps.entries()) {
    const outcome = replayStep(graph, trace, step, target, checked ? step.check : null);
    if ('reason' in outcome) {
      refused = { step: i + 1, reason: outcome.reason };
      break;
    }
    graph = outcome.graph;
    next.steps.push({ ...outcome, estimated: null, imagined: null, measured: null, verified: null });
  }
  return { model: next, rules: listed, checked, refused };
}

function replayStep(
  graph: Graph,
  trace: Trace,
  step: TraceStep,
  target: Target,
  check: string | null,
): { readonly site: Site; readonly graph: Graph } | { readonly reason: string } {
  const rule = ruleHere(trace, step.rule);
  const known = rule === null ? undefined : rules[rule];
  if (rule === null || known === undefined) return { reason: 'its rule is not in the list of this version' };
  const told = { rule, anchor: step.anchor as Site['anchor'], variant: step.variant };
  const applied = applySite(rules, graph, told, target);
  if (!isRefusal(applied) && (check === null || checkHash(applied.graph).startsWith(check)))
    return { site: told, graph: applied.graph };
  const found = check === null ? null : siteByHash(graph, known, target, check);
  if (found !== null) return { site: { ...found.site, rule }, graph: found.graph };
  if (isRefusal(applied)) return { reason: applied.reason };
  return { reason: `“${known.name}” makes another graph here than it made for the sender` };
}

/** The site of a rule whose result has the hash that the trace noted. */
function siteByHash(graph: Graph, rule: Rule, target: Target, check: string) {
  const list = [rule];
  for (const site of createMatcher(list, target).matchAll(graph).all()) {
    const applied = applySite(list, graph, site, target);
    if (!isRefusal(applied) && checkHash(applied.graph).startsWith(check))
      return { site, graph: applied.graph };
  }
  return null;
}

/** A trace's dimensions and outputs, with places in the model's lists (`#0`) turned into names. */
function specialisationOf({ decoded }: OpenModel, trace: Trace): OpenModel['specialisation'] {
  const dims = dynamicDims(decoded);
  const outputs = decoded.outputs.map((id) => decoded.value(id).name);
  const named = (text: string, names: readonly string[]): string => {
    const place = /^#(\d+)$/.exec(text)?.[1];
    return names.includes(text) || place === undefined ? text : (names[Number(place)] ?? text);
  };
  const dimNames = dims.map(({ name }) => name);
  return {
    dims: Object.fromEntries(Object.entries(trace.dims).map(([name, size]) => [named(name, dimNames), size])),
    keepOutputs: trace.keptOutputs?.map((name) => named(name, outputs)) ?? null,
  };
}
