import { type Path, statesOf } from '../../src/agent/search';
import type { RewriteState } from '../../src/env/rewriteEnv';
import { type Graph, type NodeId, structuralHash } from '../../src/graph';
import { applySite, isRefusal, rules, type Target } from '../../src/transforms';
import type { OfferedGraph, TraceStep } from './records';

export const target: Target = { provider: 'wasm', standardOpsOnly: false };

/** The rewrites on a path, in order. */
export const traceOf = (path: Path<RewriteState>): TraceStep[] =>
  statesOf(path).flatMap(({ state: { site } }) =>
    site === null ? [] : [[site.rule, site.anchor, site.variant] as const],
  );

/** Plays a trace again; null where it does not lead to the graph that it led to when it was recorded. */
export function replay(base: Graph, { hash, trace }: Pick<OfferedGraph, 'hash' | 'trace'>): Graph | null {
  let graph = base;
  for (const [rule, anchor, variant] of trace) {
    const applied = applySite(rules, graph, { rule, anchor: anchor as NodeId, variant }, target);
    if (isRefusal(applied)) return null;
    graph = applied.graph;
  }
  return structuralHash(graph) === hash ? graph : null;
}
