import { type Graph, schemaOf } from '../../graph';

/** Whose operators onnxruntime-web may have. Of the standard's all are known here; of the others' it has more than that. */
const otherDomains = /^(ai\.onnx\.|com\.microsoft($|\.)|com\.ms\.|org\.pytorch\.)/;

/** Operators of a graph and the graphs inside it that no runtime in a browser has, as `Op` or `Op of its.domain`. */
export function unknownOperators(graph: Graph): readonly string[] {
  const found = new Set<string>();
  const visit = (inside: Graph): void => {
    for (const { domain, op, attrs } of inside.nodes()) {
      const standard = domain === '' || domain === 'ai.onnx';
      if (standard ? !isStandard(op) : !otherDomains.test(domain))
        found.add(standard ? op : `${op} of ${domain}`);
      for (const attr of attrs.values()) {
        if (attr.kind === 'graph') visit(attr.value);
        else if (attr.kind === 'graphs') attr.value.forEach(visit);
      }
    }
  };
  visit(graph);
  return [...found];
}

/** Of any version: one that came or went since is the runtime's to judge. */
const isStandard = (op: string): boolean => schemaOf('', op, Number.POSITIVE_INFINITY) !== null;
