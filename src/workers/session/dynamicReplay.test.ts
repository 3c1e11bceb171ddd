import { expect, it } from 'vitest';
import { createVerifier, type ReportingVerifier } from '../../bench';
import { ownWeights, testEvaluator, testRuntime } from '../../bench/testing';
import { CodedError } from '../../core';
import { concatChunks, encodeModel, type Graph, graphBuilder } from '../../graph';
import type { Target } from '../../transforms';
import { formulaPricing } from './dream/pricing';
import { replayDynamic } from './dynamicReplay';
import { openModel } from './openModel';
import { Play } from './play';

const opened = (graph: Graph) =>
  openModel({
    files: [new File([concatChunks(encodeModel(graph, { resolve: () => null }))], 'a.onnx')],
    randomWeights: null,
    specialisation: null,
  });

const target: Target = { provider: 'wasm', standardOpsOnly: false };

it('that a check was stopped is not taken for a size that does not work', async () => {
  const g = graphBuilder();
  g.output('y', g.op('Relu', [g.op('Identity', [g.input('x', 'float32', ['batch', 4])])]));
  const model = await opened(g.build());
  const play = new Play(target);
  const legal = play.legal(model, 0, null, formulaPricing());
  play.apply(model, 0, legal.find(({ rule }) => rule === 'eliminate-identity')?.id ?? '');
  const failing = (code: 'STOPPED' | 'RUNTIME_REFUSED') =>
    replayDynamic(model, 1, target, () => Promise.reject(new CodedError(code, 'no answer')));
  await expect(failing('STOPPED')).rejects.toMatchObject({ code: 'STOPPED' });
  await expect(failing('RUNTIME_REFUSED')).resolves.toEqual({ graph: null, fixedBy: null });
});

it('a size of 0 that was folded away does not stay open', async () => {
  const runtime = await testRuntime();
  const verifier: ReportingVerifier = createVerifier({
    runtime,
    weights: ownWeights,
    evaluator: testEvaluator(runtime),
    seed: 1,
    sets: 1,
  });
  const g = graphBuilder({ opset: 17 });
  const past = g.input('past', 'float32', ['length', 4]);
  const length = g.op('Gather', [g.op('Shape', [past]), g.ints('first', [0])]);
  const isLonger = g.op('Cast', [g.op('Greater', [length, g.ints('zero', [0])])], { to: 7 });
  g.output('y', g.op('Add', [g.input('x', 'int64', [2]), isLonger]));
  const graph = g.build();
  const found: unknown[] = [];
  const play = new Play(target);
  const folds = play
    .legal(await opened(graph), 0, null, formulaPricing())
    .filter(({ rule }) => rule === 'fold-known-integers');
  for (const { id } of folds) {
    const model = await opened(graph);
    play.apply(model, 0, id);
    found.push(await replayDynamic(model, 1, target, (a, b) => verifier.verify(a, b)));
  }
  // Sizes that are no numbers yet cannot be folded at all; that there is a past could be, and does not hold at 0.
  expect(found).toContainEqual({ graph: null, fixedBy: 1 });
  expect(found).toContainEqual({ graph: null, fixedBy: null });
});
