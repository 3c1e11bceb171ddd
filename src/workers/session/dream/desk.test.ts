import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { must } from '../../../core';
import { createWeightStore, decodeModel, dynamicDims, inferGraph, specialise } from '../../../graph';
import { createMatcher, rules, type Target } from '../../../transforms';
import type { OpenModel } from '../state';
import { DreamDesk } from './desk';
import { countsOf } from './replay';

const target: Target = { provider: 'wasm', standardOpsOnly: false };
const decoded = inferGraph(decodeModel(readFileSync('public/models/tiny_attention.onnx')));
const dims = Object.fromEntries(dynamicDims(decoded).map(({ name, suggested }) => [name, suggested]));
const base = specialise(decoded, { dims, keepOutputs: null });

const openOn = (graph: OpenModel['base']): OpenModel => ({
  name: 'tiny_attention.onnx',
  sha256: '',
  bytes: 0,
  asRead: decoded,
  decoded,
  files: new Map(),
  weights: createWeightStore({ files: new Map(), randomSeed: 1 }),
  randomSeed: 1,
  specialisation: { dims, keepOutputs: null },
  base: graph,
  steps: [],
  target,
});

it('a dream is taken over after the trace came back to its graph, and not on another graph', async () => {
  let open = openOn(base);
  const desk = new DreamDesk({
    opened: () => open,
    target: () => target,
    prices: () => null,
    report: () => null,
    measureGraph: () => Promise.reject(new Error('the clock is not asked')),
    onImagined: () => undefined,
  });
  const counts = countsOf(createMatcher(rules, target).matchAll(base));
  const rule = counts.findIndex((count) => count > 0);
  const moves = [{ rule, site: 0, among: counts[rule] ?? 0 }];
  const { id } = await desk.methods.replayDream({ step: 0, moves });
  // As going back makes it: the same graph in another model.
  open = openOn(base);
  expect(await desk.methods.takeDream({ replay: id, steps: 1 })).toHaveLength(1);
  open = openOn(must(open.steps[0], 'a step').graph);
  await expect(desk.methods.takeDream({ replay: id, steps: 1 })).rejects.toMatchObject({
    code: 'WORKER_FAILED',
  });
  expect(open.steps).toEqual([]);
});
