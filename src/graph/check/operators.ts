import type { Graph } from '../graph';
import { schemaOf } from '../ops';
import type { Node } from '../types';
import type { Report } from './structure';

function checkAttrs(
  node: Node,
  allowed: Readonly<Record<string, { readonly kind: string }>>,
  report: Report,
): void {
  for (const [name, attr] of node.attrs) {
    const wanted = allowed[name]?.kind;
    if (wanted === undefined) report({ node: node.id }, `${node.op} has no attribute "${name}"`);
    else if (wanted !== attr.kind && attr.kind !== 'opaque') {
      report({ node: node.id }, `attribute "${name}" of ${node.op} is ${attr.kind} and should be ${wanted}`);
    }
  }
}

/**
 * Attributes and numbers of outputs against the operators' schemas; inputs are checked by inference. Operators that
 * nobody knows pass.
 */
export function checkOperators(graph: Graph, opsets: ReadonlyMap<string, number>, report: Report): void {
  const missing = new Set<string>();
  for (const node of graph.nodes()) {
    const isCall = [...graph.header.functions.values()].some(
      (f) => f.domain === node.domain && f.name === node.op,
    );
    const version = opsets.get(node.domain);
    // The encoder imports com.microsoft where a rewrite brought it in.
    const isImported = version !== undefined || isCall || node.domain === 'com.microsoft';
    if (!isImported && !missing.has(node.domain)) {
      missing.add(node.domain);
      const domain = node.domain === '' ? 'ai.onnx' : node.domain;
      report({ node: node.id }, `${node.op} is of ${domain}, of which the model imports no version`);
    }
    const schema = isCall ? null : schemaOf(node.domain, node.op, version ?? 1);
    if (schema === null) continue;
    checkAttrs(node, schema.attrs, report);
    const { min, max } = schema.outputs;
    if (node.outputs.length < min || node.outputs.length > max) {
      const range = min === max ? `${min}` : `${min} to ${max}`;
      report({ node: node.id }, `${node.op} has ${node.outputs.length} outputs and should have ${range}`);
    }
  }
}
