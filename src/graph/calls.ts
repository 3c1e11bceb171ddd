import { CodedError, must } from '../core';
import type { Graph } from './graph';
import { functionOf } from './inferPass';
import type { ModelFunction } from './types';

type Functions = ReadonlyMap<string, ModelFunction>;

/** The key of a function among those of its model. */
export const keyOf = ({ domain, name, overload }: ModelFunction): string => `${domain}:${name}:${overload}`;

/** What stands in a graph and in the subgraphs inside it. */
interface Contents {
  nodes: number;
  /** Keys of the functions that it calls, once for each call. */
  readonly calls: string[];
}

export function contentsOf(
  graph: Graph,
  functions: Functions,
  into: Contents = { nodes: 0, calls: [] },
): Contents {
  for (const node of graph.nodes()) {
    into.nodes++;
    const called = functionOf({ functions }, node);
    if (called !== null) into.calls.push(keyOf(called));
    for (const attr of node.attrs.values()) {
      if (attr.kind === 'graph') contentsOf(attr.value, functions, into);
      else if (attr.kind === 'graphs') for (const body of attr.value) contentsOf(body, functions, into);
    }
  }
  return into;
}

/** A graph of which some calls have been followed. */
interface Frame extends Contents {
  readonly key: string | null;
  next: number;
}

/**
 * Refuses functions that call each other in a circle, and those whose bodies would be more than `limit` nodes in place of all
 * calls. Each function is looked at once, however often it is called.
 * @throws CodedError MODEL_LIMIT.
 */
export function limitCalls(graph: Graph, limit: number): void {
  const { functions } = graph.header;
  const frameOf = (key: string | null, body: Graph): Frame => ({
    ...contentsOf(body, functions),
    key,
    next: 0,
  });
  /** How many nodes one call becomes, by the function's key. */
  const sizes = new Map<string, number>();
  const open = new Set<string>();
  const stack: Frame[] = [{ ...frameOf(null, graph), nodes: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const key = top.calls[top.next];
    if (key === undefined) {
      if (top.key !== null) {
        sizes.set(top.key, top.nodes);
        open.delete(top.key);
      }
      stack.pop();
      continue;
    }
    const { name, body } = must(functions.get(key), `function ${key}`);
    const size = sizes.get(key);
    if (size === undefined) {
      if (open.has(key)) {
        const message = `The function "${name}" calls itself, by way of others perhaps: it would never end.`;
        throw new CodedError('MODEL_LIMIT', message, name);
      }
      open.add(key);
      stack.push(frameOf(key, body));
      continue;
    }
    top.nodes += size;
    top.next++;
    if (top.nodes > limit) {
      const message = `With the bodies of its functions in place of their calls ("${name}" and others) the model would have more than ${limit} nodes.`;
      throw new CodedError('MODEL_LIMIT', message, name);
    }
  }
}
