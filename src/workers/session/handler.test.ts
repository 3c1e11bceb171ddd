import { describe, expect, it, vi } from 'vitest';
import { concatChunks, encodeModel, graphBuilder } from '../../graph';
import { DreamDesk } from './dream/desk';
import { createSessionHandler } from './handler';
import { npyHeader } from './npy';
import { weightsBeside } from './weightsBeside';

/** A model of one Relu over so many floats. */
function relu(shape: readonly (number | string)[], name = 'relu.onnx'): File {
  const g = graphBuilder();
  g.output('y', g.op('Relu', [g.input('x', 'float32', shape)]));
  return new File([concatChunks(encodeModel(g.build(), { resolve: () => null }))], name);
}

/** A model with something to rewrite, and with its weights in a file of their own. */
function withoutWeights(): File {
  const g = graphBuilder();
  const product = g.op('MatMul', [g.input('x', 'float32', [1, 32]), g.constant('w', 'float32', [32, 32])]);
  g.output('y', g.op('Relu', [g.op('Identity', [product])]));
  const { graph } = weightsBeside(g.build(), 'model.data', () => new Uint8Array(4096));
  return new File([concatChunks(encodeModel(graph, { resolve: () => null }))], 'model.onnx');
}

const asked = (file: File) => ({ files: [file], randomWeights: null, specialisation: null });

const target = { ep: 'wasm', threads: 1, adapter: null, software: false } as const;
const wanted = {
  target,
  seed: 0,
  seconds: 1,
  agent: 'auto',
  standardOps: false,
  measureSteps: 1,
} as never;

describe('a model that no runtime here can take', () => {
  it('is refused before a runtime is started, whatever the clock is asked', async () => {
    const emit = vi.fn();
    const session = createSessionHandler(emit);
    const { notTimeable } = await session.open(asked(relu([1, 64, 8192, 8192])));
    expect(notTimeable?.code).toBe('RUNTIME_MEMORY');
    const tooLarge = { code: 'RUNTIME_MEMORY' };
    await expect(session.optimize(wanted)).rejects.toMatchObject(tooLarge);
    await expect(session.measure({ step: 0, target: target as never, seconds: 1 })).rejects.toMatchObject(
      tooLarge,
    );
    await expect(session.operators({ step: 0, target: target as never })).rejects.toMatchObject(tooLarge);
    expect(emit).not.toHaveBeenCalledWith('progress', expect.objectContaining({ phase: 'loading-runtime' }));
  });
});

describe('two models that are opened at once', () => {
  it('end with the later one open, however long the other takes to be read', async () => {
    const session = createSessionHandler(vi.fn());
    const large = relu([4], 'large.onnx');
    const bytes = await large.arrayBuffer();
    let comes = (): void => undefined;
    large.arrayBuffer = () =>
      new Promise((resolve) => {
        comes = () => resolve(bytes);
      });
    const first = session.open(asked(large));
    await session.open(asked(relu([8], 'small.onnx')));
    comes();
    await expect(first).rejects.toMatchObject({ code: 'STOPPED' });
    const { model } = await session.recall({ id: await session.remember(null) });
    expect(model.name).toBe('small.onnx');
  });
});

describe('other weights', () => {
  it('leave the rewrites, and stay where one goes back', async () => {
    const session = createSessionHandler(vi.fn());
    await session.open(asked(withoutWeights()));
    const before = await session.remember(null);
    const legal = await session.legal({ step: 0, node: null });
    const rewrite = legal.find(({ rule }) => rule === 'eliminate-identity')?.id ?? '';
    expect(await session.apply({ step: 0, rewrite })).toHaveLength(1);
    expect(await session.acceptRandomWeights({ seed: 1 })).toMatchObject({ weights: 'random' });
    const { nodes } = await session.view({ step: 1 });
    expect(nodes.map(({ op }) => op)).not.toContain('Identity');
    const back = await session.recall({ id: before });
    expect(back).toMatchObject({ model: { weights: 'random' }, steps: [] });
  });

  it('leave none where they are to be dropped, as what was not confirmed is', async () => {
    const session = createSessionHandler(vi.fn());
    await session.open(asked(withoutWeights()));
    const [legal] = await session.legal({ step: 0, node: null });
    await session.apply({ step: 0, rewrite: legal?.id ?? '' });
    const weights = new File([new Uint8Array(4096)], 'model.data');
    await session.addWeights({ files: [weights] });
    expect(await session.view({ step: 1 })).toMatchObject({ step: 1 });
    await session.addWeights({ files: [weights], dropSteps: true });
    await expect(session.view({ step: 1 })).rejects.toMatchObject({ code: 'STATE_GONE' });
  });
});

describe('rewrites, once there are other weights', () => {
  const rewritten = async () => {
    const session = createSessionHandler(vi.fn());
    await session.open(asked(withoutWeights()));
    const [legal] = await session.legal({ step: 0, node: null });
    await session.apply({ step: 0, rewrite: legal?.id ?? '' });
    return session;
  };

  it('are imagined anew where one goes back to them', async () => {
    const session = await rewritten();
    const before = await session.remember(null);
    await session.acceptRandomWeights({ seed: 1 });
    const imagine = vi.spyOn(DreamDesk.prototype, 'imagine');
    expect((await session.recall({ id: before })).steps).toHaveLength(1);
    expect(imagine).toHaveBeenCalledTimes(1);
    imagine.mockRestore();
  });

  it('and dreams that were played can still be made real', async () => {
    const session = await rewritten();
    const { id } = await session.replayDream({ step: 1, moves: [] });
    await session.acceptRandomWeights({ seed: 1 });
    expect(await session.takeDream({ replay: id, steps: 0 })).toHaveLength(1);
  });
});

describe('a test input that does not fit', () => {
  it('is spoken of until one is given that does', async () => {
    const session = createSessionHandler(vi.fn());
    await session.open(asked(relu(['N'])));
    const floats = (count: number) => {
      const header = npyHeader('float32', [count]);
      return new File([header ?? '', new Float32Array(count)], 'x.npy');
    };
    const sized = (N: number) => session.specialise({ dims: { N }, keepOutputs: null });
    await sized(4);
    await session.addTestInputs({ files: [floats(4)] });
    expect((await sized(8)).problems).toMatchObject([
      { message: expect.stringMatching(/test input for x does not fit/) },
    ]);
    const { matched, model } = await session.addTestInputs({ files: [floats(8)] });
    expect(matched).toEqual(['x']);
    expect(model.problems).toEqual([]);
  });
});

describe('a model that is being optimized', () => {
  it('is not rewritten meanwhile, neither by hand nor by a dream', async () => {
    const session = createSessionHandler(vi.fn());
    await session.open(asked(relu([1, 64, 8192, 8192])));
    const run = session.optimize(wanted).catch(() => undefined);
    const refused = await Promise.allSettled([
      session.apply({ step: 0, rewrite: '0/0/0' }),
      session.takeDream({ replay: 1, steps: 1 }),
    ]);
    await run;
    expect(refused).toMatchObject([{ reason: { code: 'BUSY' } }, { reason: { code: 'BUSY' } }]);
  });
});

describe('what rewrites were made for', () => {
  it('comes back with them where one goes back', async () => {
    const session = createSessionHandler(vi.fn());
    await session.open(asked(relu([4])));
    const request = { current: 0, withNames: false, source: { kind: 'private' } } as const;
    const provider = async () => (await session.trace(request)).ep;
    const before = await session.remember(null);
    const trace = { ...(await session.trace(request)), ep: 'webgpu' as const };
    await session.replay({ trace, onStructure: false });
    expect(await provider()).toBe('webgpu');
    await session.recall({ id: before });
    expect(await provider()).toBe('wasm');
  });
});
