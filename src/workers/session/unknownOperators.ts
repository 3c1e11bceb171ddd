import { type Graph, type ModelFunction, schemaOf } from '../../graph';
import { functionOf } from '../../graph/inferPass';

/** Whose operators onnxruntime-web may have. Of the standard's all are known here; of the others' it has more than that. */
const otherDomains = /^(ai\.onnx\.|com\.microsoft($|\.)|com\.ms\.|org\.pytorch\.)/;

/**
 * Operators of a graph, of the graphs inside it and of the model's functions that are called there, which no runtime in a browser
 * has, as `Op` or `Op of its.domain`. A call of a function is none: the runtime puts the function's body in its place.
 */
export function unknownOperators(graph: Graph): readonly string[] {
  const { functions } = graph.header;
  const found = new Set<string>();
  const called = new Set<ModelFunction>();
  const visit = (inside: Graph): void => {
    for (const node of inside.nodes()) {
      const { domain, op, attrs } = node;
      const fn = functionOf({ functions }, node);
      const standard = domain === '' || domain === 'ai.onnx';
      if (fn !== null) called.add(fn);
      else if (standard ? !isStandard(op) : !otherDomains.test(domain))
        found.add(standard ? op : `${op} of ${domain}`);
      for (const attr of attrs.values()) {
        if (attr.kind === 'graph') visit(attr.value);
        else if (attr.kind === 'graphs') attr.value.forEach(visit);
      }
    }
  };
  visit(graph);
  // Functions that these call are put at the end while it runs.
  for (const { body } of called) visit(body);
  return [...found];
}

/** Of any version: one that came or went since is the runtime's to judge. */
const isStandard = (op: string): boolean => schemaOf('', op, Number.POSITIVE_INFINITY) !== null;
