import type { Page } from '@playwright/test';

/** Longest wait for an answer, in ms. */
const LONGEST = 30_000;

/**
 * Milliseconds from the first key or click of `act` to its painted answer: the second frame after `answered` holds, an
 * expression that the page evaluates in each frame.
 */
export async function answerTime(page: Page, act: () => Promise<void>, answered: string): Promise<number> {
  // As text: of a function, the loader would wrap what has a name in a helper that the page does not have.
  await page.evaluate(`
    window.answer = new Promise((resolve, reject) => {
      const armed = performance.now();
      let start = null;
      const begin = (event) => { start ??= event.timeStamp; };
      for (const type of ['pointerup', 'keydown']) addEventListener(type, begin, { capture: true, once: true });
      requestAnimationFrame(function look() {
        if (start !== null && (${answered})) requestAnimationFrame(() => resolve(performance.now() - start));
        else if (performance.now() - armed < ${LONGEST}) requestAnimationFrame(look);
        else reject(new Error(${JSON.stringify(`no answer: ${answered}`)}));
      });
    });
    window.answer.catch(() => undefined);
    undefined;
  `);
  await act();
  return page.evaluate<number>('window.answer');
}
