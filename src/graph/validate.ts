import { checkConstants } from './check/constants';
import { checkNames } from './check/names';
import { checkOperators } from './check/operators';
import { checkStructure, type Report } from './check/structure';
import type { Graph } from './graph';
import { inferGraphWithProblems } from './inferGraph';
import type { Problem } from './problem';
import type { NodeId } from './types';

/** Everything but types; true when the structure is sound all the way down, so that types can be checked. */
function checkGraph(
  graph: Graph,
  path: readonly NodeId[],
  captures: number | null,
  opsets: ReadonlyMap<string, number>,
  problems: Problem[],
): boolean {
  const report: Report = ({ node = null, value = null }, message) => {
    problems.push({ path, node, value, message });
  };
  let sound = checkStructure(graph, captures, report);
  if (!sound) return false;
  checkNames(graph, path.length === 0, report);
  checkConstants(graph, report);
  checkOperators(graph, opsets, report);
  for (const node of graph.nodes()) {
    for (const attr of node.attrs.values()) {
      const bodies = attr.kind === 'graph' ? [attr.value] : attr.kind === 'graphs' ? attr.value : [];
      for (const body of bodies) {
        const inner = [...path, node.id];
        sound = checkGraph(body, inner, node.captures.length, opsets, problems) && sound;
      }
    }
  }
  return sound;
}

/**
 * Every problem of a graph, subgraphs and function bodies included: dangling ids, use lists, names, cycles, arities,
 * attributes, constants, and types that do not follow from the operators. Empty for a graph that is well.
 */
export function validate(graph: Graph): readonly Problem[] {
  const problems: Problem[] = [];
  const sound = checkGraph(graph, [], null, graph.header.opsets, problems);
  for (const { name, body, opsets } of graph.header.functions.values()) {
    const inner: Problem[] = [];
    checkGraph(body, [], null, opsets, inner);
    problems.push(
      ...inner.map((problem) => ({ ...problem, message: `in function ${name}: ${problem.message}` })),
    );
  }
  if (sound) problems.push(...inferGraphWithProblems(graph).problems);
  return problems;
}
