import { servedBrowser } from '../cli/support/servedBrowser';
import { type Bench, type Metric, metric } from './bench';

const repetitions = 9;

/** The empty page from nothing: a fresh profile each time, so that no cache and no service worker helps. */
export const firstLoad: Bench = {
  name: 'first-load',
  about: 'the empty page in a fresh profile: first paint, and until samples can be chosen',
  run: async () => {
    const { url, browser, close } = await servedBrowser({}, 'none');
    const painted: number[] = [];
    const usable: number[] = [];
    try {
      for (let i = -1; i < repetitions; i++) {
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
        const page = await context.newPage();
        await page.goto(url);
        await page.waitForFunction(() => performance.getEntriesByName('page:usable').length > 0);
        const [first, ready] = await page.evaluate(() => [
          performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
          performance.getEntriesByName('page:usable')[0]?.startTime ?? Number.NaN,
        ]);
        await context.close();
        // The first one starts the browser's own processes.
        if (i < 0 || first === undefined || ready === undefined) continue;
        painted.push(first);
        usable.push(ready);
      }
    } finally {
      await close();
    }
    const metrics: Record<string, Metric> = {
      'first paint': metric(painted),
      'usable: samples can be chosen': metric(usable),
    };
    return metrics;
  },
};
