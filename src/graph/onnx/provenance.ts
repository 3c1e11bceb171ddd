import type { Graph } from '../graph';
import type { Node } from '../types';
import { origin } from './extra';

/** Who made a model, as its file says: name and version of the exporter; '' when it does not say. */
export function producerOf(graph: Graph): string {
  const model = origin(graph.header.extra, 'graph')?.model;
  return [model?.producer_name, model?.producer_version].filter(Boolean).join(' ');
}

/** What a file says of itself beside its graph; '' and 0 where it says nothing. */
export interface About {
  readonly graphName: string;
  readonly irVersion: number;
  readonly domain: string;
  readonly modelVersion: string;
  readonly doc: string;
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

/** The file's metadata: IR version, model version and domain, doc string, properties. */
export function aboutModel(graph: Graph): About {
  const model = origin(graph.header.extra, 'graph')?.model;
  const version = String(model?.model_version ?? 0);
  return {
    graphName: graph.header.graphName,
    irVersion: Number(model?.ir_version ?? 0),
    domain: model?.domain ?? '',
    modelVersion: version === '0' ? '' : version,
    doc: model?.doc_string ?? '',
    properties: (model?.metadata_props ?? []).map(({ key, value }) => ({
      name: key ?? '',
      value: value ?? '',
    })),
  };
}

/** A node's doc string in the file; '' when there is none. */
export const docOf = (node: Node): string => origin(node.extra, 'node')?.proto.doc_string ?? '';
