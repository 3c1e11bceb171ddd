import { CodedError, must } from '../core';
import { type Delta, Edit, type Graph, type NodeId, type ValueId } from '../graph';
import { Builder } from './builder';
import { interpret } from './interpret';
import { contextOf, refusalOf } from './legal';
import type { Match } from './match';
import type { Refusal, Rule, RuleContext, Target } from './rule';
import { refuse } from './rule';
import type { Site } from './site';

/** What a rewrite made of a graph. */
export interface Applied {
  readonly graph: Graph;
  readonly delta: Delta;
}

export const isRefusal = (outcome: Applied | Refusal): outcome is Refusal => 'reason' in outcome;

/** Applies a rule at a site of this very graph; a refusal when the site is not (or no longer) one. */
export function applySite(
  rules: readonly Rule[],
  graph: Graph,
  site: Site,
  target: Target,
): Applied | Refusal {
  const rule = must(rules[site.rule], `rule ${site.rule}`);
  const anchor = graph.findNode(site.anchor);
  if (anchor === null) return refuse('the node is gone');
  const match = interpret(rule, graph, anchor)[site.variant];
  if (match === undefined) return refuse('the pattern does not match here', { node: anchor.id });
  const context = contextOf(graph, target);
  return refusalOf(rule, match, context) ?? applyMatch(rule, match, context);
}

/** Applies a rule to a match that is known to be legal. */
function applyMatch(rule: Rule, match: Match, context: RuleContext): Applied | Refusal {
  const { graph } = match;
  const edit = new Edit(graph);
  const builder = new Builder(edit, graph, context.opset, match.anchor);
  const result = rewritten(rule, match, builder, context);
  if (typeof result === 'object' && 'reason' in result) return result;
  const replacement = typeof result === 'number' ? new Map([[match.output, result]]) : result;
  const dead = new Set<NodeId>(match.nodes.map((node) => node.id));
  for (const [from, to] of replacement) {
    const clash = settleType(rule, edit, graph, from, to);
    if (clash !== null) return clash;
    const producer = graph.value(from).producer;
    if (producer !== null) dead.add(producer);
    edit.replace(from, to);
  }
  edit.sweep(dead);
  const applied = edit.finish();
  const { added, removed, touched } = applied.delta;
  if (added.length + removed.length + touched.length === 0) {
    return {
      ...refuse(`rule ${rule.name} is wrong: it changes nothing`, { node: match.anchor.id }),
      bug: true,
    };
  }
  if (rule.sideways && hasCycle(applied.graph, applied.delta.added)) {
    return refuse('it would make a cycle', { node: match.anchor.id });
  }
  return applied;
}

/** What a rule makes; a refusal where inference refuses that: the rule is wrong, or types in the file were already. */
function rewritten(
  rule: Rule,
  match: Match,
  builder: Builder,
  context: RuleContext,
): ReturnType<Rule['rewrite']> | Refusal {
  try {
    return rule.rewrite(match, builder, context);
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || thrown.code !== 'GRAPH_BAD_TYPE') throw thrown;
    const why = `inference refuses what it would make: ${thrown.message}`;
    return { ...refuse(why, { node: match.anchor.id }), bug: true };
  }
}

/** Checks that a replacement has the type of what it replaces, and lets it take over what only the old type knew. */
function settleType(rule: Rule, edit: Edit, graph: Graph, from: ValueId, to: ValueId): Refusal | null {
  const old = graph.value(from);
  const now = edit.peek().value(to);
  if (old.type === null) return null;
  if (now.type === null) {
    edit.setType(to, old.type, old.known);
    return null;
  }
  const clash = (what: string): Refusal => ({
    ...refuse(`rule ${rule.name} is wrong: it would change ${what}`, { value: from }),
    bug: true,
  });
  if (old.type.kind !== 'tensor' || now.type.kind !== 'tensor') {
    return old.type.kind === now.type.kind ? null : clash('the kind of a value');
  }
  if (old.type.dtype !== now.type.dtype) return clash(`${old.type.dtype} to ${now.type.dtype}`);
  const [before, after] = [old.type.shape, now.type.shape];
  if (before === null) return null;
  if (after === null) {
    edit.setType(to, old.type, now.known);
    return null;
  }
  const text = `[${before.join(', ')}] to [${after.join(', ')}]`;
  if (before.length !== after.length) return clash(text);
  let vaguer = false;
  for (const [i, dim] of before.entries()) {
    const other = after[i];
    if (dim === other) continue;
    if (typeof dim === 'number' && typeof other === 'number') return clash(text);
    // What broadcasts away would look like this; a size that is only now known is hardly ever one.
    if (other === 1) return refuse(`it would change ${text}`, { value: from });
    vaguer ||= typeof dim === 'number' || String(other).startsWith('?');
  }
  if (vaguer) edit.setType(to, old.type, now.known);
  return null;
}

/** Whether a new node depends on itself. */
function hasCycle(graph: Graph, added: readonly NodeId[]): boolean {
  const done = new Set<NodeId>();
  const open = new Set<NodeId>();
  const visit = (start: NodeId): boolean => {
    const stack: { id: NodeId; inputs: readonly (ValueId | null)[]; next: number }[] = [];
    const push = (id: NodeId) => {
      const node = graph.node(id);
      open.add(id);
      stack.push({ id, inputs: [...node.inputs, ...node.captures], next: 0 });
    };
    push(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (top.next === top.inputs.length) {
        open.delete(top.id);
        done.add(top.id);
        stack.pop();
        continue;
      }
      const producer = graph.producer(top.inputs[top.next++]);
      if (producer === null || done.has(producer.id)) continue;
      if (open.has(producer.id)) return true;
      push(producer.id);
    }
    return false;
  };
  return added.some((id) => !done.has(id) && visit(id));
}
