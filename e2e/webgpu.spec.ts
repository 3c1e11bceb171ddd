import { type Browser, expect, type Page, test } from '@playwright/test';
import { openClock } from './support/clock';

// The WebGPU path on a software adapter: that it works and is called what it is. Its times say nothing of a GPU.

/** The clock's page, with `crashGpu()` in it: a real end of the browser's GPU process. */
async function openWithCrash(page: Page, browser: Browser): Promise<void> {
  await openClock(page);
  const devtools = await browser.newBrowserCDPSession();
  await page.exposeFunction('crashGpu', () =>
    devtools.send('Browser.crashGpuProcess').catch(() => undefined),
  );
}

test('a tiny model loads on WebGPU, computes what WASM does, and is timed under the adapter’s name', {
  tag: '@webgpu',
}, async ({ page }) => {
  await openClock(page);
  const told = await page.evaluate(async () => {
    const { availableTargets, compareModels, createOrtClient, createVerifier, galleryModel } = window.clock;
    const { offered, best } = await availableTargets();
    const reference = createOrtClient({ ep: 'wasm', threads: 1 });
    const runtime = createOrtClient({ ep: 'webgpu', threads: 1 });
    const { graph, weights, evaluator, source, feeds } = await galleryModel('tiny_conv.onnx', reference);
    const verifier = createVerifier({ runtime, reference, weights, evaluator, seed: 1, sets: 2 });
    const { passed, maxRel, tolerance } = await verifier.verify(graph, graph);
    await reference.dispose();
    const settings = { seconds: 1, seed: 1 };
    const { info, rounds, ratio } = await compareModels(runtime, source, source, feeds, settings);
    await runtime.dispose();
    const gpu = offered.find(({ ep }) => ep === 'webgpu');
    return { gpu, best: offered[best]?.ep, passed, maxRel, tolerance, info, rounds, ratio };
  });
  expect(told.gpu).toMatchObject({ software: true, adapter: expect.stringMatching(/swiftshader/i) });
  expect(told.best).toBe('wasm');
  expect(told.passed).toBe(true);
  expect(told.maxRel).toBeLessThan(told.tolerance);
  expect(told.info).toMatchObject({ ep: 'webgpu', software: true, adapter: told.gpu?.adapter });
  expect(told.rounds).toBeGreaterThan(0);
  expect(told.ratio).toBeGreaterThan(0);
});

test('a model that WebGPU cannot run is optimized on WASM, and the report says so', {
  tag: '@webgpu',
}, async ({ page }) => {
  await openClock(page);
  const told = await page.evaluate(async () => {
    const { createSession, graphBuilder, modelOf } = window.clock;
    /** WebGPU's GRU knows fewer activations than ONNX: it fails as the session is created. */
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [4, 1, 8]);
    const [w, r] = [g.constant('w', 'float32', [1, 12, 8]), g.constant('r', 'float32', [1, 12, 4])];
    const activations = ['HardSigmoid', 'Softsign'];
    const [y] = g.node('GRU', [x, w, r], { hidden_size: 4, activations }, { outputs: [true, false] });
    if (y === undefined) throw new Error('no output');
    g.output('y', y);
    const { bytes } = modelOf(g.build());
    const session = createSession();
    const messages: string[] = [];
    session.on('progress', ({ message }) => messages.push(message));
    const files = [new File([bytes as Uint8Array<ArrayBuffer>], 'gru.onnx')];
    await session.call('open', { files, randomWeights: null, specialisation: null });
    const targets = await session.call('targets', null);
    const target = targets.find(({ ep }) => ep === 'webgpu');
    if (target === undefined) throw new Error('no WebGPU here');
    const settings = { seconds: 1, seed: 1, agent: 'auto', standardOps: false, measureSteps: 0 };
    const { ep, device, fellBack } = await session.call('optimize', { target, ...settings });
    session.dispose();
    return { target, recommended: targets[0]?.ep, ep, device, fellBack, messages };
  });
  expect(told.target).toMatchObject({ software: true, recommended: false, unavailable: null });
  expect(told.target.adapter).toMatch(/swiftshader/i);
  expect(told.recommended).toBe('wasm');
  expect(told).toMatchObject({ ep: 'wasm', device: 'CPU' });
  expect(told.fellBack).toMatch(/^WebGPU cannot run this model, so it runs on WASM/);
  expect(told.messages).toContain(told.fellBack);
});

test('a GPU that goes away in the middle is reported, and the next measurement gets it back', {
  tag: '@webgpu',
}, async ({ page, browser }) => {
  await openWithCrash(page, browser);
  const told = await page.evaluate(async () => {
    const { compareModels, createOrtClient, makeInputs, matmulChain, modelOf } = window.clock;
    const { crashGpu } = window as unknown as { crashGpu: () => Promise<void> };
    const runtime = createOrtClient({ ep: 'webgpu', threads: 1, limits: { callMs: 20_000 } });
    const graph = matmulChain(32, 2);
    const feeds = makeInputs(graph, { kind: 'small', seed: 1 });
    const compare = (seconds: number, onProgress: () => void) =>
      compareModels(runtime, modelOf(graph), modelOf(graph), feeds, { seconds, seed: 1, onProgress });
    const lost = await compare(30, () => void crashGpu()).then(
      () => ({ code: 'none', message: '' }),
      ({ code, message }: { code: string; message: string }) => ({ code, message }),
    );
    const { rounds, info } = await compare(0.5, () => {});
    await runtime.dispose();
    return { lost, rounds, software: info.software, starts: runtime.starts };
  });
  expect(told).toMatchObject({ lost: { code: 'DEVICE_LOST' }, software: true, starts: 2 });
  expect(told.rounds).toBeGreaterThan(0);
});

test('training on a GPU that goes away goes on from its last checkpoint on the next backend', {
  tag: '@webgpu',
}, async ({ page, browser }) => {
  await openWithCrash(page, browser);
  const told = await page.evaluate(async () => {
    const { crashGpu } = window as unknown as { crashGpu: () => Promise<void> };
    const { trainOn } = await window.clock.learning();
    let crashed = false;
    return trainOn(['webgpu', 'wasm'], 'tiny_conv.onnx', 4, (update) => {
      if (crashed || update < 3) return;
      crashed = true;
      void crashGpu();
    });
  });
  expect(told.errors).toEqual([]);
  expect(told.backends[0]).toMatchObject({ name: 'webgpu', lost: null });
  const { name, lost } = told.backends.at(-1) ?? {};
  expect(name).toBe('wasm');
  expect(lost).toMatchObject({ name: 'webgpu', reason: expect.stringMatching(/\w/) });
  // Checkpoints are taken every two updates.
  expect(lost?.fromUpdate).toBe(2);
  expect([...new Set(told.updates)].sort((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  const byUpdate = (update: number): number[] => told.losses.filter((_, i) => told.updates[i] === update);
  const again = told.updates.filter((update) => byUpdate(update).length > 1);
  expect(again.length).toBeGreaterThan(0);
  // An update that is made again on WASM says what it said on WebGPU.
  for (const update of again) {
    const [first = Number.NaN, second = Number.NaN] = byUpdate(update);
    expect(second / first).toBeCloseTo(1, 2);
  }
});
