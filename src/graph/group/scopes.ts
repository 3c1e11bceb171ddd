import type { Graph } from '../graph';
import type { Node, NodeId } from '../types';
import { helperNodes } from './helpers';

/** The parts of a scope, outermost first; empty at the top. */
export type Scope = readonly string[];

/** The scope that a name states: `/encoder/layer.3/Add` and `bert/encoder/layer_3/Add` do, `Add_12` does not. */
function scopeInName(name: string, seen: Map<string, Scope>): Scope | null {
  const end = name.lastIndexOf('/');
  if (end < 0) return null;
  const prefix = name.slice(0, end);
  let scope = seen.get(prefix);
  if (scope === undefined) {
    scope = prefix.split('/').filter((part) => part !== '');
    seen.set(prefix, scope);
  }
  return scope;
}

function commonScope(scopes: readonly Scope[]): Scope | null {
  const [first, ...rest] = scopes;
  if (first === undefined) return null;
  let length = first.length;
  for (const scope of rest) {
    let i = 0;
    while (i < length && scope[i] === first[i]) i++;
    length = i;
  }
  return length === first.length ? first : first.slice(0, length);
}

/**
 * Every node's scope. A node whose name states none, and a helper at the top, goes where those are who use it; failing
 * that, where its inputs come from. Where no name states anything, all scopes are empty.
 */
export function nodeScopes(graph: Graph): ReadonlyMap<NodeId, Scope> {
  const helpers = helperNodes(graph);
  const scopes = new Map<NodeId, Scope>();
  const open: Node[] = [];
  const seen = new Map<string, Scope>();
  for (const id of graph.topological()) {
    const node = graph.node(id);
    const stated = scopeInName(node.name, seen);
    if (stated === null || (stated.length === 0 && helpers.has(id))) open.push(node);
    else scopes.set(id, stated);
  }
  if (scopes.size === 0) {
    for (const { id } of open) scopes.set(id, []);
    return scopes;
  }
  // Users first, from the end, so that chains of helpers follow their consumer.
  const left: Node[] = [];
  for (const node of open.reverse()) {
    const around: Scope[] = [];
    for (const output of node.outputs) {
      for (const use of output === null ? [] : graph.uses(output)) {
        const scope = scopes.get(use.node);
        if (scope !== undefined) around.push(scope);
      }
    }
    const found = commonScope(around);
    if (found === null) left.push(node);
    else scopes.set(node.id, found);
  }
  for (const node of left.reverse()) {
    const producers = node.inputs.flatMap((input) => {
      const producer = graph.producer(input);
      const scope = producer === null || helpers.has(producer.id) ? undefined : scopes.get(producer.id);
      return scope === undefined ? [] : [scope];
    });
    scopes.set(node.id, commonScope(producers) ?? []);
  }
  return scopes;
}
