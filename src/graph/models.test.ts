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

const gallery = new URL('../../public/models/', import.meta.url);
const shared = new URL('../../../shared/models/', import.meta.url);
const list = (folder: URL): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);
const files = new Map<string, URL>();
for (const name of list(gallery)) {
  if (name.endsWith('.onnx')) files.set(`gallery/${name}`, new URL(name, gallery));
}
for (const name of list(new URL('zoo/', shared))) files.set(`zoo/${name}`, new URL(`zoo/${name}`, shared));
for (const name of list(new URL('real/', shared))) {
  files.set(`real/${name}`, new URL(`real/${name}/model.onnx`, shared));
}
if (!existsSync(shared)) console.warn('../shared/models is absent: only the gallery is tested');

const isStatic = (graph: Graph): string[] =>
  [...graph.values()]
    .filter(({ type }) => type?.kind !== 'tensor' || type.shape?.every((d) => typeof d === 'number') !== true)
    .map(({ id, name }) => `${graph.producer(id)?.op ?? 'input'} ${name}`);

const countNodes = (group: NodeGroup): number =>
  group.children.reduce((n, child) => n + countNodes(child), group.nodes.length);

describe('real models', () => {
  for (const [file, url] of files) {
    it(file, () => {
      const read = () => inferGraphWithProblems(decodeModel(readFileSync(url)));
      const { graph, problems } = read();
      expect(problems).toEqual([]);
      expect(validate(graph)).toEqual([]);
      const dims = Object.fromEntries(dynamicDims(graph).map((dim) => [dim.name, dim.suggested]));
      const fixed = specialise(graph, { dims, keepOutputs: null });
      expect(validate(fixed)).toEqual([]);
      expect(dynamicDims(fixed)).toEqual([]);
      if (!file.startsWith('real/')) expect(isStatic(fixed)).toEqual([]);
      const { root, groupOf } = groupNodes(graph);
      expect([countNodes(root), root.size, groupOf.size]).toEqual([graph.size, graph.size, graph.size]);
      const { graph: again } = read();
      expect(structuralHash(again)).toBe(structuralHash(graph));
      expect(diffGraphs(graph, again)).toMatchObject({ added: [], removed: [], changed: [] });
    }, 60_000);
  }
});
