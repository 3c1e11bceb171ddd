import { describe, expect, it, vi } from 'vitest';
import { concatChunks, encodeModel, graphBuilder } from '../../graph';
import { createSessionHandler } from './handler';

/** A model of one Relu over so many floats. */
function relu(shape: readonly number[]): File {
  const g = graphBuilder();
  g.output('y', g.op('Relu', [g.input('x', 'float32', shape)]));
  return new File([concatChunks(encodeModel(g.build(), { resolve: () => null }))], 'relu.onnx');
}

const target = { ep: 'wasm', threads: 1, adapter: null, software: false } as const;

describe('a model that no runtime here can take', () => {
  it('is refused before a runtime is started, whatever the clock is asked', async () => {
    const emit = vi.fn();
    const session = createSessionHandler(emit);
    const files = [relu([1, 64, 8192, 8192])];
    const { notTimeable } = await session.open({ files, randomWeights: null, specialisation: null });
    expect(notTimeable?.code).toBe('RUNTIME_MEMORY');
    const tooLarge = { code: 'RUNTIME_MEMORY' };
    const wanted = {
      target,
      seed: 0,
      seconds: 1,
      agent: 'auto',
      standardOps: false,
      measureSteps: 1,
    } as never;
    await expect(session.optimize(wanted)).rejects.toMatchObject(tooLarge);
    await expect(session.measure({ step: 0, target: target as never, seconds: 1 })).rejects.toMatchObject(
      tooLarge,
    );
    await expect(session.operators({ step: 0, target: target as never })).rejects.toMatchObject(tooLarge);
    expect(emit).not.toHaveBeenCalledWith('progress', expect.objectContaining({ phase: 'loading-runtime' }));
  });
});
