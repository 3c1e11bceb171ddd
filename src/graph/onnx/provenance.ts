import type { Graph } from '../graph';
import type { Node } from '../types';
import { origin } from './extra';

/** Who made a model, as its file says: name and version of the exporter; '' when it does not say. */
export function producerOf(graph: Graph): string {
  const model = origin(graph.header.extra, 'graph')?.model;
  return [model?.producer_name, model?.producer_version].filter(Boolean).join(' ');
}

/** A node's doc string in the file; '' when there is none. */
export const docOf = (node: Node): string => origin(node.extra, 'node')?.proto.doc_string ?? '';
