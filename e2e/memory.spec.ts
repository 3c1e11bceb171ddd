import { expect, test } from '@playwright/test';
import { findChromium, launchFlags } from '../scripts/chromium.mjs';
import { openClock } from './support/clock';

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
