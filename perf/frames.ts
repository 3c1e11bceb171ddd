import { openPage } from '../cli/support/page';
import { type Metric, metric } from './bench';
import { modelPath } from './models';
import { openFolded } from './openFolded';
import { rewritesOutside } from './rewritesOutside';

const rewrites = 12;
const rounds = 3;

/**
 * Times between frames while rewrites of a folded bert_base are stepped through, in a real Chromium that draws in
 * software; nothing where the model is not here.
 */
export async function framesOfRewrites(): Promise<Record<string, Metric>> {
  const file = modelPath('bert_base');
  if (file === null) return {};
  const trace = await rewritesOutside(file, rewrites, 1);
  const all: number[] = [];
  const longest: number[] = [];
  const { page, close } = await openPage('', {}, 'none');
  try {
    for (let round = 0; round < rounds; round++) {
      await openFolded(page, file, trace);
      for (let step = 0; step < rewrites; step++) {
        const gaps = await page.evaluate(stepThrough);
        // Of the first round the page still loads what it needs.
        if (round === 0) continue;
        all.push(...gaps);
        longest.push(Math.max(...gaps));
      }
    }
  } finally {
    await close();
  }
  return {
    'bert_base: time between frames of a rewrite': metric(all),
    'bert_base: longest of each rewrite': metric(longest),
    'bert_base: longest of all': metric([Math.max(...longest)]),
  };
}

/** Presses “Next step” and gives the times between frames, in ms, until the rewrite has come to rest. Runs in the page. */
const stepThrough = async (): Promise<number[]> => {
  const gaps: number[] = [];
  const flow = document.querySelector('.flow');
  document.querySelector<HTMLButtonElement>('button[aria-label="Next step"]')?.click();
  let last = await new Promise(requestAnimationFrame);
  const start = last;
  let seen = false;
  let rest = Number.POSITIVE_INFINITY;
  while (last < rest && last - start < 3000) {
    const now = await new Promise(requestAnimationFrame);
    gaps.push(now - last);
    last = now;
    const moving = flow?.getAttribute('data-moving') === 'true';
    if (moving) seen = true;
    // The camera may glide a little longer than the rewrite.
    else if (seen && rest === Number.POSITIVE_INFINITY) rest = now + 150;
  }
  return gaps;
};
