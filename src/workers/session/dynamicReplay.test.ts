import { expect, it } from 'vitest';
import { CodedError } from '../../core';
import { concatChunks, encodeModel, graphBuilder } from '../../graph';
import type { Target } from '../../transforms';
import { formulaPricing } from './dream/pricing';
import { replayDynamic } from './dynamicReplay';
import { openModel } from './openModel';
import { Play } from './play';

const target: Target = { provider: 'wasm', standardOpsOnly: false };

it('that a check was stopped is not taken for a size that does not work', async () => {
  const g = graphBuilder();
  g.output('y', g.op('Relu', [g.op('Identity', [g.input('x', 'float32', ['batch', 4])])]));
  const file = new File([concatChunks(encodeModel(g.build(), { resolve: () => null }))], 'a.onnx');
  const model = await openModel({ files: [file], randomWeights: null, specialisation: null });
  const play = new Play(target);
  const legal = play.legal(model, 0, null, formulaPricing());
  play.apply(model, 0, legal.find(({ rule }) => rule === 'eliminate-identity')?.id ?? '');
  const failing = (code: 'STOPPED' | 'RUNTIME_REFUSED') =>
    replayDynamic(model, 1, target, () => Promise.reject(new CodedError(code, 'no answer')));
  await expect(failing('STOPPED')).rejects.toMatchObject({ code: 'STOPPED' });
  await expect(failing('RUNTIME_REFUSED')).resolves.toEqual({ graph: null, fixedBy: null });
});
