import type { Graph, ModelHeader, Node } from '../graph';
import { interpret, type NearMiss } from './interpret';
import type { Match } from './match';
import { allowedOn, type Refusal, type Rule, type RuleContext, refuse, type Target } from './rule';

/** A rule's context for a graph. */
export const contextOf = (graph: Graph, target: Target): RuleContext => ({
  ...target,
  graph,
  opset: graph.header.opsets.get('') ?? 1,
});

/** Refuses where an inner node would vanish though something outside the match needs it. */
function sharedInner(match: Match): Refusal | null {
  const { graph, roots, nodes, sharable } = match;
  if (nodes.length === roots.length) return null;
  for (const node of nodes) {
    if (roots.includes(node) || sharable.has(node.id)) continue;
    for (const output of node.outputs) {
      if (output === null) continue;
      if (graph.isOutput(output)) {
        return refuse('an inner value is an output of the graph', { node: node.id, value: output });
      }
      for (const use of graph.uses(output)) {
        if (!nodes.some((inner) => inner.id === use.node)) {
          return refuse('an inner value is also used elsewhere', { node: node.id, value: output });
        }
      }
    }
  }
  return null;
}

/** Operators that round what they are given to a few levels, so that a last bit can become a whole level. */
const quantizer = /^(Dynamic)?Quantize|^QLinear|^QOrdered|^QAttention$|^QGemm$|^QEmbed|^QMoE$/;

/** Products with few-bit weights also round what they multiply, if they may compute in eight bits. */
const isQuantizer = ({ op, attrs }: Node): boolean =>
  quantizer.test(op) || (op === 'MatMulNBits' && attrs.get('accuracy_level')?.value === 4);

function hasQuantizer(graph: Graph): boolean {
  return [...graph.nodes()].some(
    (node) =>
      isQuantizer(node) ||
      [...node.attrs.values()].some((attr) =>
        attr.kind === 'graph'
          ? hasQuantizer(attr.value)
          : attr.kind === 'graphs' && attr.value.some(hasQuantizer),
      ),
  );
}

/** By header, which all graphs of one model share: rewrites neither bring quantizers nor take the last one away. */
const quantized = new WeakMap<ModelHeader, boolean>();

function isQuantized(graph: Graph): boolean {
  let answer = quantized.get(graph.header);
  if (answer === undefined) {
    answer = hasQuantizer(graph);
    quantized.set(graph.header, answer);
  }
  return answer;
}

const rounding = 'the model quantizes what it computes, and this rewrite changes last bits';

/** Why a match is no site, or null when it is one. */
export const refusalOf = (rule: Rule, match: Match, context: RuleContext): Refusal | null =>
  rule.exactness === 'reals' && isQuantized(context.graph)
    ? refuse(rounding)
    : (sharedInner(match) ?? rule.check?.(match, context) ?? null);

/**
 * Why a rule does not fire with this node as its anchor: the nearest miss of its pattern, or its first refusal; null
 * when it does fire.
 */
export function explain(rule: Rule, graph: Graph, node: Node, target: Target): Refusal | null {
  if (!rule.providers.includes(target.provider)) return refuse(`no kernel for this on ${target.provider}`);
  if (!allowedOn(rule, target)) return refuse('it would introduce an operator that is not of ai.onnx');
  const miss: NearMiss = { progress: -1, reason: 'no match', node: node.id, value: null };
  const matches = interpret(rule, graph, node, miss);
  if (matches.length === 0) return { reason: miss.reason, node: miss.node, value: miss.value };
  const context = contextOf(graph, target);
  let first: Refusal | null = null;
  for (const match of matches) {
    const refusal = refusalOf(rule, match, context);
    if (refusal === null) return null;
    first ??= refusal;
  }
  return first;
}
