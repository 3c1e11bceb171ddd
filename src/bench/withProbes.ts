import { Edit, Graph, type ValueId } from '../graph';

/** A value that is looked at beside the outputs, and the name of the output that shows it. */
export interface Probe {
  readonly value: ValueId;
  readonly name: string;
}

/** The graph with these values as further outputs. */
export function withProbes(graph: Graph, probes: readonly Probe[]): Graph {
  if (probes.length === 0) return graph;
  const edit = new Edit(graph);
  const added = probes.flatMap(({ value }) => edit.addNode({ op: 'Identity', inputs: [value] }));
  edit.setOutputs([...graph.outputs, ...added]);
  const probed = edit.finish().graph;
  let values = probed.parts.values;
  added.forEach((id, i) => {
    const like = graph.value(probes[i]?.value ?? id);
    values = values.set(id, { ...probed.value(id), name: probes[i]?.name ?? '', type: like.type });
  });
  return new Graph({ ...probed.parts, values });
}
