import type { NodeDetails, ValueDetails, ViewNode } from '../../workers/session/protocol';

/** A node's details as plain text, to be pasted somewhere else. */
export function nodeText(node: ViewNode, details: NodeDetails | null): string {
  const lines = [
    `${node.kind === 'node' ? node.op : node.kind === 'input' ? 'Input' : 'Output'}${node.domain === '' ? '' : ` (${node.domain})`}`,
  ];
  if (node.name !== '') lines.push(`name: ${node.name}`);
  if (node.shape !== '') lines.push(`shape: ${node.shape}`);
  if (details === null) return lines.join('\n');
  const { cost, attrs, inputs, outputs, doc } = details;
  if (cost !== null)
    lines.push(
      `multiply-adds: ${cost.macs}, operations: ${cost.flops}, bytes read: ${cost.bytesRead}, bytes written: ${cost.bytesWritten}, parameters: ${cost.params}`,
    );
  section(
    lines,
    'attributes',
    attrs.map(({ name, value }) => `${name} = ${value}`),
  );
  section(lines, 'inputs', inputs.map(valueText));
  section(lines, 'outputs', outputs.map(valueText));
  if (doc !== '') lines.push(`note: ${doc}`);
  return lines.join('\n');
}

function section(lines: string[], title: string, rows: readonly string[]): void {
  if (rows.length > 0) lines.push(`${title}:`, ...rows.map((row) => `  ${row}`));
}

function valueText({ slot, name, type, constant, contents }: ValueDetails): string {
  const kind = constant === null ? '' : `, constant${constant === 'computed' ? ' (computed)' : ''}`;
  return `${slot}: ${name} ${type}${kind}${contents === null ? '' : ` = ${contents}`}`;
}
