import { openPage } from '../cli/support/page';
import { answersOfCanvas } from './answers';
import { type Bench, type Metric, metric } from './bench';
import { framesOfRewrites } from './frames';
import { modelPath } from './models';

const models = ['bert_base', 'vit_b_16', 'swin_t'];
const repetitions = 7;
const marks = ['model:dropped', 'model:parsed', 'graph:laid-out', 'graph:painted'] as const;
const names: Readonly<Record<string, string>> = {
  'model:parsed': 'drop to parsed',
  'graph:laid-out': 'drop to laid out',
  'graph:painted': 'drop to first paint',
};

/**
 * From drop to first paint in a real Chromium, by the marks that the page sets, each repetition on a fresh page; how
 * soon it answers once a model is open (wanted: within 100 ms); and what the animation of a rewrite asks of it.
 */
export const canvas: Bench = {
  name: 'canvas',
  about: 'a model in a real browser: drop to first paint; unfold, find, overlay, step; frames of a rewrite',
  run: async () => {
    const metrics: Record<string, Metric> = {};
    const { page, close } = await openPage('', {}, 'none');
    try {
      for (const model of models) {
        const file = modelPath(model);
        if (file === null) continue;
        const samples = new Map<string, number[]>();
        for (let i = 0; i < repetitions; i++) {
          await page.reload();
          await page.getByLabel('Open model').setInputFiles(file);
          await page.waitForFunction(() => performance.getEntriesByName('graph:painted').length > 0, null, {
            timeout: 60_000,
          });
          const times = await page.evaluate(
            (wanted) => wanted.map((name) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN),
            marks,
          );
          marks.slice(1).forEach((mark, k) => {
            const list = samples.get(mark) ?? [];
            list.push((times[k + 1] ?? Number.NaN) - (times[0] ?? Number.NaN));
            samples.set(mark, list);
          });
        }
        for (const [mark, list] of samples) metrics[`${model}: ${names[mark]}`] = metric(list);
      }
    } finally {
      await close();
    }
    return { ...metrics, ...(await answersOfCanvas()), ...(await framesOfRewrites()) };
  },
};
