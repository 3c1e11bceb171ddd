import { expect, test } from '@playwright/test';
import { findChromium, launchFlags } from '../scripts/chromium.mjs';
import { openClock } from './support/clock';
import { openGraph } from './support/opening';
import { galleryFile } from './support/shared';

// A browser of its own, which counts memory when it is asked rather than at its next collection, half a minute later.
const executablePath = findChromium();
test.use({
  launchOptions: {
    args: [...launchFlags(), '--enable-blink-features=ForceEagerMeasureMemory'],
    ...(executablePath ? { executablePath } : {}),
  },
});

test('300 measurements in a row leave the memory where it was', async ({ page }) => {
  await openClock(page);
  const grown = await page.evaluate(async () => {
    const { createOrtClient, makeInputs, matmulChain, modelOf } = window.clock;
    const runtime = createOrtClient({ ep: 'wasm', threads: 1 });
    const graphs = [matmulChain(128, 2), matmulChain(128, 3)];
    const measure = async (seed: number) => {
      const sessions = [];
      for (const graph of graphs) {
        const session = await runtime.open(modelOf(graph), { level: 'all' });
        await runtime.place(session, makeInputs(graph, { kind: 'small', seed }));
        sessions.push(session);
      }
      await runtime.compare(sessions, { rounds: 2, runs: [1, 1], seed, maxMs: 100 });
      for (const session of sessions) await runtime.close(session);
    };
    /** Bytes of the page and its workers, and of the runtime's memory, which the browser does not count. */
    const bytes = async () => {
      const { measureUserAgentSpecificMemory: ask } = performance as Performance & {
        measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
      };
      return { page: (await ask.call(performance)).bytes, runtime: runtime.heapBytes };
    };
    for (let i = 0; i < 10; i++) await measure(i);
    const before = await bytes();
    for (let i = 0; i < 300; i++) await measure(i);
    const after = await bytes();
    await runtime.dispose();
    return { before, after, starts: runtime.starts };
  });
  expect(grown.starts).toBe(1);
  expect(grown.before.runtime).toBeGreaterThan(0);
  const growth = grown.after.page - grown.before.page + grown.after.runtime - grown.before.runtime;
  expect(growth).toBeLessThan(50e6);
});

test('memory is back after ten models were opened and closed', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('./');
  const open = async (name: string) => {
    await page.evaluate(() => performance.clearMarks('graph:painted'));
    await openGraph(page, galleryFile(name));
  };
  /** Back to the samples by the logo, without a reload; the model's worker ends. */
  const close = async () => {
    await page.getByRole('link', { name: 'Dreamgraph: the start page' }).click();
    await expect(page.getByRole('heading', { name: 'Or start from a sample' })).toBeVisible();
    await expect
      .poll(() => page.workers().filter((one) => /\/session\.worker/.test(one.url())).length)
      .toBe(0);
  };
  const bytes = () =>
    page.evaluate(async () => {
      const { measureUserAgentSpecificMemory: ask } = performance as Performance & {
        measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
      };
      return (await ask.call(performance)).bytes;
    });
  // What is loaded once (code, the layout's buffers) is loaded before.
  for (const name of ['bert_base.onnx', 'tiny_attention.onnx']) {
    await open(name);
    await close();
  }
  const before = await bytes();
  const ten =
    'inception_v3 densenet121 vit_b_16 bert_mini resnet50 mobilenet_v2 gpt_mini unet_small mlp_mixer bert_base';
  for (const name of ten.split(' ')) {
    await open(`${name}.onnx`);
    await close();
  }
  expect((await bytes()) - before).toBeLessThan(50e6);
});
