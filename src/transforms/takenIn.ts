import type { Graph, NodeId } from '../graph';
import { activations } from './recipes';
import type { Rule } from './rule';

/**
 * Whether a rule would write out an activation that the convolution before it takes in, as ORT does where nothing else reads
 * its result: it costs nothing there. A price of it is the difference of two timings, each a few percent off, and
 * of many such places some look as if they paid (a SqueezeNet with sixteen more of them was 4 % slower, and priced as faster).
 */
export function isTakenIn(graph: Graph, rule: Rule | undefined, anchor: NodeId): boolean {
  if (rule === undefined || !activations.includes(rule.name)) return false;
  const [input = null] = graph.node(anchor).inputs;
  const producer = graph.producer(input);
  if (input === null || producer?.op !== 'Conv' || producer.domain !== '') return false;
  return graph.uses(input).length === 1 && !graph.outputs.includes(input);
}
