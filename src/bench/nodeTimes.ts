import { Graph, type NodeId, nodeId } from '../graph';
import type { TensorMap } from './hostTensor';
import type { KernelTime, Level, ModelSource, Profile, Runtime } from './runtime';
import { median } from './statistics';

export interface NodeTimes {
  /** Median milliseconds of each node's kernel, over the runs that were profiled. */
  readonly byNode: ReadonlyMap<NodeId, number>;
  /** Kernels that ORT's optimizer made and that bear no node's name, by operator. */
  readonly fused: ReadonlyMap<string, number>;
  readonly totalMs: number;
  readonly profile: Profile;
}

/** Node names that lead from ORT's profile back to the graph: `n` and the id. */
const label = (id: NodeId): string => `n${id}`;
const labelled = /^n(\d+)(?:$|_|\/)/;

/** The same graph with each node named for its id. */
export function withLabels(graph: Graph): Graph {
  let { nodes } = graph.parts;
  for (const node of graph.nodes()) nodes = nodes.set(node.id, { ...node, name: label(node.id) });
  return new Graph({ ...graph.parts, nodes });
}

/**
 * Where a model's time goes. At level `disabled` every kernel is a node of the graph; at `all` a fused kernel counts for
 * the node whose name ORT kept. On WebGPU these are times of dispatching, not of the GPU.
 */
export async function measureNodeTimes(
  runtime: Runtime,
  /** Makes a model of a labelled graph: `materialise` with the caller's weights. */
  prepare: (labelledGraph: Graph) => Promise<ModelSource>,
  graph: Graph,
  feeds: TensorMap,
  options: { readonly level: Level; readonly runs: number },
): Promise<NodeTimes> {
  const model = await prepare(withLabels(graph));
  const session = await runtime.open(model, { level: options.level, profile: true });
  await runtime.place(session, feeds);
  await runtime.warmUp(session, { maxMs: 3000, minRuns: 3 });
  const profile = await runtime.profile(session, options.runs);
  return attribute(graph, profile);
}

/** A profile's kernels, node by node. */
export function attribute(graph: Graph, profile: Profile): NodeTimes {
  const perRun = profile.runs.map(sumByKernel);
  const names = new Set(perRun.flatMap((run) => [...run.keys()]));
  const byNode = new Map<NodeId, number>();
  const fused = new Map<string, number>();
  let totalMs = 0;
  for (const name of names) {
    const time = median(perRun.map((run) => run.get(name) ?? 0));
    totalMs += time;
    const id = labelled.exec(name)?.[1];
    const node = id === undefined ? null : graph.findNode(nodeId(Number(id)));
    if (node === null) fused.set(name, time);
    else byNode.set(node.id, (byNode.get(node.id) ?? 0) + time);
  }
  return { byNode, fused, totalMs, profile };
}

/** Milliseconds by node name, or by operator where the name is ORT's own; kernels inside another are left to it. */
function sumByKernel(kernels: readonly KernelTime[]): Map<string, number> {
  const sums = new Map<string, number>();
  let end = Number.NEGATIVE_INFINITY;
  for (const kernel of kernels) {
    if (kernel.startUs + kernel.durationUs <= end) continue;
    end = kernel.startUs + kernel.durationUs;
    const name = labelled.test(kernel.node) ? kernel.node : kernel.op;
    sums.set(name, (sums.get(name) ?? 0) + kernel.durationUs / 1000);
  }
  return sums;
}
