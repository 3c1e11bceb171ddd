import type { Graph, ValueId } from '../../graph';
import { applySite, isRefusal } from '../apply';
import { intAttr, must } from '../kit';
import { createMatcher } from '../matcher';
import type { Rule, Target } from '../rule';
import type { Direction } from './direction';
import { sampleOf } from './sample';
import { apply, type Equation, numberNames, sorted, type Term, variable } from './term';
import { axesFor } from './verify';

const target: Target = { provider: 'wasm', standardOpsOnly: true };

/** The rule that does in one step, at some site of a sample, what a direction does; null when there is none. */
export function coveredBy(direction: Direction, rules: readonly Rule[]): string | null {
  const graph = sampleOf(direction);
  if (graph === null) return null;
  const wanted = sorted(direction.to).text;
  for (const site of createMatcher(rules, target).matchAll(graph).all()) {
    const applied = applySite(rules, graph, site, target);
    if (isRefusal(applied)) continue;
    const result = termOf(applied.graph, { left: direction.from, right: direction.to });
    if (result !== null && sorted(result).text === wanted) return must(rules[site.rule], 'rule').name;
  }
  return null;
}

/** A model of one output as a term over its inputs; null where it has other operators. */
function termOf(graph: Graph, { left, right }: Equation): Term | null {
  const axes = axesFor(left, right);
  const numbers = numberNames(left, right);
  const visit = (id: ValueId): Term | null => {
    const node = graph.producer(id);
    if (node === null) return variable(graph.value(id).name);
    const args: Term[] = [];
    for (const input of node.inputs) {
      const arg = input === null ? null : visit(input);
      if (arg === null) return null;
      args.push(arg);
    }
    switch (node.op) {
      case 'Add':
        return apply('add', args);
      case 'Mul': {
        const isNumber = (t: Term) => (t.kind === 'variable' ? numbers.has(t.name) : false);
        const [a, b] = args;
        if (a === undefined || b === undefined || isNumber(a) === isNumber(b)) return apply('mul', args);
        return apply('scale', isNumber(a) ? [b, a] : [a, b]);
      }
      case 'MatMul':
        return apply('matmul', args);
      case 'Transpose':
        return apply('transpose', args);
      case 'Relu':
        return apply('relu', args);
      case 'Conv':
        return apply('conv', args);
      case 'Concat':
        return args.length === 2
          ? apply(axes(2)[0] === intAttr(node, 'axis', 0) ? 'rows' : 'cols', args)
          : null;
      default:
        return null;
    }
  };
  return visit(must(graph.outputs[0], 'output'));
}
