import { openPage } from '../cli/support/page';
import { type Bench, type Metric, metric } from './bench';
import { modelPath } from './models';

const models = ['tiny_attention', 'squeezenet1_1', 'bert_mini'];
const repetitions = 5;
const drags = 12;

/** A newcomer's first dream, and how soon the fan follows a slider, in a real Chromium, on a fresh page each time. */
export const dream: Bench = {
  name: 'dream',
  about: 'the world model in a real browser: drop to first dream, slider to redrawn fan',
  run: async () => {
    const metrics: Record<string, Metric> = {};
    const { page, close } = await openPage('', {}, 'none');
    try {
      for (const model of models) {
        const file = modelPath(model);
        if (file === null) continue;
        const [first, afterPaint, redrawn]: [number[], number[], number[]] = [[], [], []];
        for (let i = 0; i < repetitions; i++) {
          await page.reload();
          await page.getByLabel('Open model').setInputFiles(file);
          await page.waitForFunction(() => performance.getEntriesByName('graph:painted').length > 0);
          await page.getByRole('tab', { name: 'Dream' }).click();
          await page.waitForFunction(() => performance.getEntriesByName('dream:painted').length > 0);
          const [dropped = 0, painted = 0, dreamed = 0] = await page.evaluate(() =>
            ['model:dropped', 'graph:painted', 'dream:painted'].map(
              (name) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN,
            ),
          );
          first.push(dreamed - dropped);
          afterPaint.push(dreamed - painted);
          await page.getByRole('slider', { name: 'Temperature' }).focus();
          for (let k = 0; k < drags; k++) redrawn.push(await drag(page));
        }
        metrics[`${model}: drop to first dream`] = metric(first);
        metrics[`${model}: first paint to first dream`] = metric(afterPaint);
        metrics[`${model}: slider to redrawn fan`] = metric(redrawn);
      }
    } finally {
      await close();
    }
    return metrics;
  },
};

/** Milliseconds from a key on the focused slider to the next fan. */
const drag = (page: Awaited<ReturnType<typeof openPage>>['page']): Promise<number> =>
  page.evaluate(async () => {
    // No named function: the loader would wrap it in a helper that the page does not have.
    const before = performance.getEntriesByName('dream:painted').length;
    const start = performance.now();
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    while (
      performance.getEntriesByName('dream:painted').length === before &&
      performance.now() - start < 5000
    ) {
      await new Promise(requestAnimationFrame);
    }
    return performance.now() - start;
  });
