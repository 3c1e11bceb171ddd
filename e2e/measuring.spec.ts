import { expect, test } from '@playwright/test';
import { serve } from '../scripts/serve.mjs';
import { dist, openClock } from './support/clock';
import { galleryFile } from './support/shared';

// The clock in a real browser when things go wrong: every failure is told by its code, and what comes next works.

test('two comparisons asked for at once take turns', async ({ page }) => {
  await openClock(page);
  const results = await page.evaluate(async () => {
    const { compareModels, createOrtClient, makeInputs, matmulChain, modelOf } = window.clock;
    const runtime = createOrtClient({ ep: 'wasm', threads: 1 });
    const [short, long] = [matmulChain(64, 2), matmulChain(64, 8)];
    const feeds = makeInputs(short, { kind: 'small', seed: 1 });
    const both = await Promise.all(
      [1, 2].map((seed) =>
        compareModels(runtime, modelOf(long), modelOf(short), feeds, { seconds: 0.6, seed }),
      ),
    );
    await runtime.dispose();
    return both.map(({ ratio, rounds, info }) => ({ ratio, rounds, adapter: info.adapter }));
  });
  for (const { ratio, rounds, adapter } of results) {
    expect(ratio).toBeGreaterThan(1.2);
    expect(rounds).toBeGreaterThanOrEqual(3);
    expect(adapter).toBe('CPU');
  }
});

test('a worker that crashes or falls silent is reported, and the next measurement works', async ({
  page,
}) => {
  await openClock(page);
  const told = await page.evaluate(async () => {
    const { compareModels, createOrtClient, makeInputs, matmulChain, modelOf } = window.clock;
    const made: Worker[] = [];
    window.Worker = class extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        made.push(this);
      }
    };
    const runtime = createOrtClient({ ep: 'wasm', threads: 1, limits: { callMs: 1000 } });
    const graph = matmulChain(64, 2);
    const feeds = makeInputs(graph, { kind: 'small', seed: 1 });
    const compare = (seconds: number, onProgress = () => {}) =>
      compareModels(runtime, modelOf(graph), modelOf(graph), feeds, { seconds, seed: 1, onProgress });
    const codeOf = (broken: Promise<unknown>) =>
      broken.then(
        () => 'none',
        (error: { code: string }) => error.code,
      );
    const event = new ErrorEvent('error', { message: 'RuntimeError: unreachable' });
    const crashed = await codeOf(compare(20, () => setTimeout(() => made.at(-1)?.dispatchEvent(event), 50)));
    // A little later: what closes a set of sessions may fail, and the next set is opened in a new worker.
    const silent = await codeOf(compare(4, () => setTimeout(() => made.at(-1)?.terminate(), 50)));
    const { rounds } = await compare(0.2);
    await runtime.dispose();
    return { crashed, silent, rounds, starts: runtime.starts };
  });
  expect(told).toMatchObject({ crashed: 'RUNTIME_CRASHED', silent: 'RUNTIME_TIMEOUT' });
  // One more where it falls silent just as a set of sessions is closed.
  expect([3, 4]).toContain(told.starts);
  expect(told.rounds).toBeGreaterThan(0);
});

test('a model that takes too long, and one that needs too much memory, are ended', async ({ page }) => {
  await openClock(page);
  const told = await page.evaluate(async () => {
    const { createOrtClient, graphBuilder, makeInputs, matmulChain, modelOf } = window.clock;
    const runtime = createOrtClient({ ep: 'wasm', threads: 1, limits: { callMs: 1500 } });
    const run = async (graph: ReturnType<typeof matmulChain>) => {
      const session = await runtime.open(modelOf(graph), { level: 'all' });
      await runtime.place(session, makeInputs(graph, { kind: 'small', seed: 1 }));
      await runtime.time(session, { runs: 1, samples: 1 });
      await runtime.close(session);
      return 'none';
    };
    const codeOf = (running: Promise<string>) => running.catch((error: { code: string }) => error.code);
    const slow = await codeOf(run(matmulChain(1024, 400)));
    const g = graphBuilder({ opset: 17 });
    g.output('y', g.op('Expand', [g.input('x', 'float32', [1]), g.ints('shape', [70_000, 70_000])]));
    const large = await codeOf(run(g.build()));
    const fine = await codeOf(run(matmulChain(64, 2)));
    await runtime.dispose();
    return { slow, large, fine };
  });
  expect(told).toEqual({ slow: 'RUNTIME_TIMEOUT', large: 'RUNTIME_MEMORY', fine: 'none' });
});

test('times taken while the page is hidden do not count; one thing is measured at a time', async ({
  page,
}) => {
  await openClock(page);
  const told = await page.evaluate(async () => {
    const session = window.clock.createSession();
    let hidden = false;
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    const hide = (now: boolean) => {
      hidden = now;
      document.dispatchEvent(new Event('visibilitychange'));
    };
    const file = await fetch('models/tiny_attention.onnx').then((response) => response.blob());
    const files = [new File([file], 'tiny_attention.onnx')];
    await session.call('open', { files, randomWeights: 1, specialisation: null });
    const [best] = await session.call('targets', null);
    if (best === undefined) throw new Error('no target');
    // Threads that wait for each other on a busy machine would make this a test of the machine.
    const target = { ...best, threads: 1 };
    const codeOf = (call: Promise<unknown>) =>
      call.then(
        () => 'none',
        (error: { code: string }) => error.code,
      );
    const measure = (seconds: number) => session.call('measure', { step: 0, target, seconds });

    hide(true);
    const inHiding = await codeOf(measure(0.3));
    const shownAgain = measure(5);
    setTimeout(() => hide(false), 400);
    // A machine that is busy or slows down gives no figure, and says that.
    const ratio = await shownAgain.then(
      (measured) => measured.ratio,
      (error: { code: string }) => error.code,
    );
    const both = await Promise.all([codeOf(measure(0.3)), codeOf(measure(0.3))]);

    const settings = { seconds: 20, seed: 1, agent: 'auto', standardOps: false, measureSteps: 0 };
    const optimized = codeOf(session.call('optimize', { target, ...settings }));
    const meanwhile = await codeOf(measure(0.3));
    await session.call('stop', null);
    const stopped = await optimized;
    const after = await codeOf(measure(0.3));

    // Stop ends what is with the clock, and what waits for its turn; then the next one works.
    const progress: string[] = [];
    session.on('progress', ({ message, secondsLeft }) =>
      progress.push(`${message}: ${secondsLeft !== null}`),
    );
    const asked = [codeOf(measure(60)), codeOf(session.call('operators', { step: 0, target }))];
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const since = performance.now();
    await session.call('stop', null);
    const ended = await Promise.all(asked);
    const took = performance.now() - since;
    const timing = codeOf(session.call('operators', { step: 0, target }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await session.call('stop', null);
    ended.push(await timing);
    const again = await codeOf(measure(0.3));
    session.dispose();
    return { inHiding, ratio, both, meanwhile, stopped, after, progress, ended, took, again };
  });
  expect(told).toMatchObject({ inHiding: 'PAGE_HIDDEN', meanwhile: 'BUSY' });
  for (const code of [...told.both, told.after, told.again])
    expect(['none', 'MACHINE_NOISY']).toContain(code);
  expect(['none', 'STOPPED']).toContain(told.stopped);
  if (told.ratio !== 'MACHINE_NOISY') expect(told.ratio).toBeGreaterThan(0.3);
  expect(told.ended).toEqual(['STOPPED', 'STOPPED', 'STOPPED']);
  // A second is what a person may wait; the rest is for a busy machine.
  expect(told.took).toBeLessThan(4000);
  expect(told.progress[0]).toBe('Measuring the original against itself: true');
});

test('without cross-origin isolation there is one thread, and without WebGPU no GPU: the page says so', async ({
  page,
}) => {
  const plain = await serve({ root: dist, isolated: false });
  try {
    await openClock(page, plain.url);
    const info = await page.evaluate(async () => {
      const { compareModels, createOrtClient, makeInputs, matmulChain, modelOf } = window.clock;
      const runtime = createOrtClient({ ep: 'wasm', threads: 4 });
      const graph = matmulChain(64, 2);
      const feeds = makeInputs(graph, { kind: 'small', seed: 1 });
      const result = await compareModels(runtime, modelOf(graph), modelOf(graph), feeds, {
        seconds: 0.3,
        seed: 1,
      });
      const gpu = createOrtClient({ ep: 'webgpu', threads: 1 });
      const code = await gpu.info().then(
        () => 'none',
        (error: { code: string }) => error.code,
      );
      await runtime.dispose();
      await gpu.dispose();
      return { isolated: crossOriginIsolated, threads: result.info.threads, rounds: result.rounds, code };
    });
    expect(info).toMatchObject({ isolated: false, threads: 1, code: 'PROVIDER_UNAVAILABLE' });
    expect(info.rounds).toBeGreaterThan(0);

    await page.goto(plain.url);
    await page.getByLabel('Open model').setInputFiles(galleryFile('tiny_attention.onnx'));
    const picker = page.getByRole('button', { name: /Target/ });
    await expect(picker).toContainText('WASM · 1 thread');
    await picker.click();
    const wasm = page.getByRole('menuitemradio', { name: /WASM/ });
    await expect(wasm).toContainText('not cross-origin isolated');
    const gpu = page.getByRole('menuitemradio', { name: /WebGPU/ });
    await expect(gpu).toBeDisabled();
    await expect(gpu).toContainText(/no WebGPU/);
  } finally {
    await page.close();
    await plain.close();
  }
});
