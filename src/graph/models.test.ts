import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diffGraphs } from './diff';
import { dynamicDims } from './dynamicDims';
import type { Graph } from './graph';
import { groupNodes, type NodeGroup } from './group';
import { structuralHash } from './hash';
import { inferGraphWithProblems } from './inferGraph';
import { decodeModel } from './onnx/decode';
import { specialise } from './specialise';
import { validate } from './validate';

const shared = new URL('../../../shared/models/', import.meta.url);
const files = existsSync(shared)
  ? [
      ...readdirSync(new URL('zoo/', shared)).map((name) => `zoo/${name}`),
      ...readdirSync(new URL('real/', shared)).map((name) => `real/${name}/model.onnx`),
    ]
  : [];
if (files.length === 0) console.warn('../shared/models is absent: tests on real models are skipped');

const isStatic = (graph: Graph): string[] =>
  [...graph.values()]
    .filter(({ type }) => type?.kind !== 'tensor' || type.shape?.every((d) => typeof d === 'number') !== true)
    .map(({ id, name }) => `${graph.producer(id)?.op ?? 'input'} ${name}`);

const countNodes = (group: NodeGroup): number =>
  group.children.reduce((n, child) => n + countNodes(child), group.nodes.length);

describe.skipIf(files.length === 0)('real models', () => {
  for (const file of files) {
    it(file, () => {
      const read = () => inferGraphWithProblems(decodeModel(readFileSync(new URL(file, shared))));
      const { graph, problems } = read();
      expect(problems).toEqual([]);
      expect(validate(graph)).toEqual([]);
      const dims = Object.fromEntries(dynamicDims(graph).map((dim) => [dim.name, dim.suggested]));
      const fixed = specialise(graph, { dims, keepOutputs: null });
      expect(validate(fixed)).toEqual([]);
      expect(dynamicDims(fixed)).toEqual([]);
      if (file.startsWith('zoo/')) expect(isStatic(fixed)).toEqual([]);
      const { root, groupOf } = groupNodes(graph);
      expect([countNodes(root), root.size, groupOf.size]).toEqual([graph.size, graph.size, graph.size]);
      const { graph: again } = read();
      expect(structuralHash(again)).toBe(structuralHash(graph));
      expect(diffGraphs(graph, again)).toMatchObject({ added: [], removed: [], changed: [] });
    }, 60_000);
  }
});
