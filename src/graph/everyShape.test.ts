import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dynamicDims } from './dynamicDims';
import type { Graph } from './graph';
import { decodeModel } from './onnx/decode';
import { specialise } from './specialise';
import type { ValueType } from './types';

const models = '../shared/models';
const missing = !existsSync(models);
if (missing) console.warn(`${models} is absent: its shapes are not checked`);

const files = missing
  ? []
  : [
      ...readdirSync(`${models}/zoo`)
        .filter((file) => file.endsWith('.onnx'))
        .map((file) => `zoo/${file}`),
      ...readdirSync(`${models}/real`).map((folder) => `real/${folder}/model.onnx`),
    ];

const isFixed = (type: ValueType | null): boolean =>
  type?.kind === 'tensor'
    ? (type.shape?.every((dim) => typeof dim === 'number') ?? false)
    : type !== null && 'element' in type;

/** Names of the values whose shape is not fully known, subgraphs included. */
function open(graph: Graph): string[] {
  const names: string[] = [];
  for (const value of graph.values())
    if ((value.producer !== null || value.constant !== null) && !isFixed(value.type)) names.push(value.name);
  for (const node of graph.nodes())
    for (const attr of node.attrs.values()) if (attr.kind === 'graph') names.push(...open(attr.value));
  return names;
}

describe.skipIf(missing)('with dimensions fixed, every value has a known shape', () => {
  it.each(files)('%s', { timeout: 30_000 }, (file) => {
    const graph = decodeModel(readFileSync(`${models}/${file}`));
    const dims = Object.fromEntries(dynamicDims(graph).map((dim) => [dim.name, dim.suggested]));
    expect(open(specialise(graph, { dims, keepOutputs: null }))).toEqual([]);
  });
});
