import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type Trace, traceFromFragment, traceToFile } from '../src/trace';
import { rewriteAt, rewrites, slider } from './support/byHand';
import { clockSpoke } from './support/clockSpoke';
import { collectProblems } from './support/console';
import { firstGoldenLink, goldenLink, goldenSteps } from './support/goldenLinks';
import { openFile } from './support/opening';
import { asPrivate, attention, banner, linkFromDialog, linkOf, walk } from './support/sharing';

// A trace in a link or a file, from the sender's and from the receiver's point of view.

async function freshPage(context: BrowserContext): Promise<{ page: Page; problems: string[] }> {
  const page = await context.newPage();
  return { page, problems: collectProblems(page) };
}

test('a link opened in a fresh profile replays step for step what the sender saw', async ({
  page,
  browser,
}) => {
  const problems = collectProblems(page);
  await page.goto('./');
  await page.getByRole('button', { name: /^Tiny attention/ }).click();
  await expect(page.getByRole('button', { name: 'Optimize' })).toBeEnabled();
  const count = 4;
  for (let i = 0; i < count; i++) await rewriteAt(page, ['Slice', 'Gather']);
  // A machine that is too busy gives no figure; the rest of the trace travels all the same.
  const measured = await measuredStep(page);
  const theirs = await walk(page);
  expect(theirs).toHaveLength(count + 1);
  const theirFigures = await figuresOf(page);
  const withFigure = theirFigures.filter((row) => row.some((text) => text.startsWith('measured')));
  expect(withFigure).toHaveLength(measured ? 1 : 0);
  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', String(count - 1));
  const link = await linkFromDialog(page);
  const sent = await traceFromFragment(new URL(link).hash);
  expect(sent.steps.map(({ measured }) => measured !== null)).toEqual([false, false, false, measured]);
  expect(new URL(link).hash.length).toBeLessThan(2000);
  expect(page.url()).not.toContain('#');

  const context = await browser.newContext();
  const { page: receiver, problems: receivers } = await freshPage(context);
  await receiver.goto(link);
  if (measured) await expect(banner(receiver)).toContainText('measured by the sender on CPU, WASM');
  await expect(rewrites(receiver)).toHaveCount(count);
  await test.step('the step in view is the sender’s', async () => {
    await expect(slider(receiver)).toHaveAttribute('aria-valuenow', String(count - 1));
  });
  await test.step('the graphs and the figures are the sender’s', async () => {
    expect(await walk(receiver)).toEqual(theirs);
    const seen = await figuresOf(receiver);
    expect(seen.map((row) => row.length)).toEqual(theirFigures.map((row) => row.length));
    // Without the clock's word the receiver sees shares of the original instead.
    if (measured) expectAlike(seen, theirFigures);
    if (measured) {
      await expect(receiver.locator('.outcome')).toContainText('measured by the sender, not confirmed');
      await expect(rewrites(receiver).last()).toContainText('sender');
    }
    await expect(receiver.locator('.outcome .big')).toHaveCount(0);
    expect(receiver.url()).toBe(link);
  });
  await test.step('measured here, beside the sender’s', async () => {
    if (!measured) return;
    const here = receiver.getByRole('button', { name: 'Measure here' });
    // On what the sender measured on, and said before it is done.
    const threads = `CPU, WASM with ${sent.threads} ${sent.threads === 1 ? 'thread' : 'threads'}`;
    await expect(here).toContainText(`on ${threads}`);
    await here.click();
    const figure = receiver.locator('.outcome').filter({ hasText: `measured on ${threads}` });
    if (!(await clockSpoke(receiver, figure))) return;
    await receiver.getByRole('button', { name: 'Stop measuring' }).click();
    await expect(receiver.locator('.outcome')).toContainText('measured by the sender');
    await expect(receiver.getByRole('figure', { name: 'Imagined and measured runtime' })).toContainText('%');
    await expect(receiver.getByRole('button', { name: 'Measure here' })).toBeEnabled({ timeout: 60_000 });
  });
  await context.close();
  expect([...problems, ...receivers]).toEqual([]);
});

/** Measures the step in view, again where the machine was too busy. */
async function measuredStep(page: Page): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    await page.getByRole('button', { name: 'Measure this step' }).click();
    if (await clockSpoke(page, rewrites(page).last().getByText('measured'))) return true;
    await page.getByRole('button', { name: 'Dismiss' }).click();
  }
  return false;
}

/** What the list says of each step: `imagined ~90 µs`, `measured 88 ± 2 µs`; the receiver's says who measured. */
async function figuresOf(page: Page): Promise<readonly (readonly string[])[]> {
  const rows = await rewrites(page).all();
  return Promise.all(
    rows.map(async (row) => {
      const found: string[] = [];
      for (const kind of ['imagined', 'estimated', 'measured']) {
        for (const figure of await row.locator(`.figures .${kind}`).all())
          found.push(`${kind} ${((await figure.textContent()) ?? '').replaceAll('\u202f', ' ')}`);
      }
      return found;
    }),
  );
}

/** The same figures, but for what rounding to a link's digits does to the last one. */
function expectAlike(figures: readonly (readonly string[])[], theirs: readonly (readonly string[])[]): void {
  const numbers = (text: string): number[] => (text.match(/[\d.]+/g) ?? []).map(Number);
  for (const [i, row] of figures.entries()) {
    for (const [k, text] of row.entries()) {
      const their = theirs[i]?.[k] ?? '';
      const unit = /µs|ms|s(?=\b)/.exec(their)?.[0] ?? '';
      expect(text).toContain(their.split(' ')[0]);
      expect(text).toContain(unit);
      const [value = Number.NaN] = numbers(text);
      const [expected = Number.NaN] = numbers(their);
      expect(Math.abs(value / expected - 1), `${text} against ${their}`).toBeLessThan(0.02);
    }
  }
}

/** Notes every step that the slider is at from now on. */
async function stepsInView(page: Page): Promise<() => Promise<readonly string[]>> {
  const noted = await slider(page).evaluateHandle((thumb) => {
    const steps: string[] = [];
    new MutationObserver(() => steps.push(thumb.getAttribute('aria-valuenow') ?? '')).observe(thumb, {
      attributeFilter: ['aria-valuenow'],
    });
    return steps;
  });
  return () => noted.jsonValue();
}

/** What the chart says was imagined of each step, beside what it says of the original. */
async function imaginedShares(page: Page): Promise<readonly number[]> {
  const rows = page.getByRole('table', { name: 'Runtime after each rewrite' }).getByRole('row');
  const cells = await rows.locator('td:nth-child(2)').allTextContents();
  const figures = cells.map((text) => Number.parseFloat(text));
  return figures.map((figure) => figure / (figures[0] ?? 1));
}

test('what was imagined before any measurement travels as shares of the original', async ({
  page,
  browser,
}) => {
  await page.goto('./');
  await page.getByRole('button', { name: /^Tiny attention/ }).click();
  await expect(page.getByRole('button', { name: 'Optimize' })).toBeEnabled();
  for (let i = 0; i < 2; i++) await rewriteAt(page, ['Slice', 'Gather']);
  await expect(rewrites(page).locator('.figures .imagined')).toHaveCount(2);
  const theirs = await imaginedShares(page);
  expect(theirs).toHaveLength(3);
  const context = await browser.newContext();
  const { page: receiver, problems } = await freshPage(context);
  await receiver.goto(await linkFromDialog(page));
  await expect(banner(receiver)).toContainText('not measured by the sender');
  await expect(rewrites(receiver).locator('.figures .imagined')).toHaveCount(2);
  await expect(rewrites(receiver).first().locator('.figures .imagined')).toContainText('%');
  for (const [i, share] of (await imaginedShares(receiver)).entries())
    expect(Math.abs(share - (theirs[i] ?? 0))).toBeLessThan(0.011);
  await context.close();
  expect(problems).toEqual([]);
});

test('a trace without any runtime says how to get some', async ({ page }) => {
  const bare = await linkOf((trace) => ({
    ...trace,
    speedup: null,
    originalMs: null,
    steps: trace.steps.map((step) => ({ ...step, predicted: null, measured: null })),
  }));
  await page.goto(`./${bare}`);
  await expect(banner(page)).toContainText('not measured by the sender');
  await expect(page.locator('.chart-empty')).toContainText('came without runtimes');
});

test('a golden link opens, plays, and is passed on unchanged', async ({ page }) => {
  const problems = collectProblems(page);
  await page.goto(`./${goldenLink}`);
  await expect(banner(page)).toContainText('tiny_attention');
  await expect(rewrites(page)).toHaveCount(goldenSteps);
  await expect(banner(page)).not.toContainText('cannot be replayed');
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  // On a busy machine the first steps are over before anybody has looked: the page itself notes what was in view.
  const seen = await stepsInView(page);
  await page.getByRole('button', { name: 'Watch' }).click();
  await expect.poll(seen).toEqual(expect.arrayContaining(['0', '1', '2']));
  const pause = page.getByRole('button', { name: 'Pause' });
  if (await pause.isVisible()) await pause.click({ timeout: 2000 }).catch(() => undefined);
  const again = await traceFromFragment(new URL(await linkFromDialog(page)).hash);
  const golden = await traceFromFragment(goldenLink);
  expect({ ...again, current: 0 }).toEqual({ ...golden, current: 0 });
  expect(problems).toEqual([]);
});

test('a link of the first version opens too, and says that its graphs cannot be compared', async ({
  page,
}) => {
  await page.goto(`./${firstGoldenLink}`);
  await expect(banner(page)).toContainText('could not be compared');
  await expect(rewrites(page)).toHaveCount(goldenSteps);
  await expect(banner(page)).not.toContainText('cannot be replayed');
});

test('damaged links are refused with a reason, and what is open stays', async ({ page }) => {
  await page.goto(`./${goldenLink.slice(0, 60)}`);
  await expect(page.getByRole('alert')).toContainText('TRACE_MALFORMED');
  await openFile(page, attention);
  await expect(page.getByRole('alert')).toHaveCount(0);
  for (const [hash, code] of [
    [`#t1=${'A'.repeat(210_000)}`, 'TRACE_MALFORMED'],
    ['#t1=<img src=x onerror=alert(1)>', 'TRACE_MALFORMED'],
    ['#t9=AAAA', 'TRACE_FOREIGN'],
    [goldenLink.replace(/.{12}$/, 'AAAAAAAAAAAA'), 'TRACE_MALFORMED'],
  ] as const) {
    await page.evaluate((text) => {
      location.hash = text;
    }, hash);
    await expect(page.getByRole('alert')).toContainText(code);
    await expect(page.getByRole('banner')).toContainText('tiny_attention.onnx');
    await page.getByRole('button', { name: 'Dismiss' }).click();
  }
});

test('a link that comes while a person has work open asks first', async ({ page }) => {
  await page.goto(`./${goldenLink}`);
  await expect(rewrites(page)).toHaveCount(goldenSteps);
  // Choosing a rewrite of one's own makes it one's own work.
  await page.getByRole('button', { name: 'Close the shared trace' }).click();
  await expect(banner(page)).toHaveCount(0);
  expect(page.url()).not.toContain('#t1');
  await page.evaluate((text) => {
    location.hash = text;
  }, goldenLink);
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(banner(page)).toHaveCount(0);
  await expect(rewrites(page)).toHaveCount(goldenSteps);
  await page.evaluate((text) => {
    location.hash = text;
  }, goldenLink);
  await page.getByRole('button', { name: 'Open the trace' }).click();
  await expect(banner(page)).toContainText('tiny_attention');
});

test('a link that takes the place of another one shows its own rewrites, whenever it comes', async ({
  page,
}) => {
  const hash = await linkOf((trace) => ({
    ...trace,
    model: { ...asPrivate(trace).model, sha256: 'f'.repeat(64) },
    steps: trace.steps.slice(1, 3),
    current: 0,
  }));
  const follow = () =>
    page.evaluate((text) => {
      location.hash = text;
    }, hash);
  const titles = () => rewrites(page).locator('.what').allInnerTexts();
  await page.goto(`./${hash}`);
  await expect.poll(async () => (await titles()).length).toBe(2);
  const own = await titles();
  await page.goto('about:blank');
  await page.goto('./');
  await page.getByRole('button', { name: 'Watch the trace of BERT mini' }).click();
  await expect(banner(page)).toContainText('bert_mini');
  await page.waitForTimeout(800);
  await follow();
  await expect(banner(page)).toContainText('private model');
  // What the worker still has to say of the first one comes in this time.
  await page.waitForTimeout(4000);
  expect(await titles()).toEqual(own);
  await test.step('a trace that is closed while its model opens leaves that model', async () => {
    await page.goto('about:blank');
    await page.goto('./');
    await page.getByRole('button', { name: 'Watch the trace of BERT mini' }).click();
    await page.getByRole('button', { name: 'Close the shared trace' }).click();
    await expect(banner(page)).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
    await expect(page.getByRole('status')).not.toContainText('Opening');
  });
  await test.step('the way back from a link closes what it brought', async () => {
    await page.goto('about:blank');
    await page.goto('./');
    await follow();
    await expect(banner(page)).toContainText('private model');
    await page.goBack();
    await expect(banner(page)).toHaveCount(0);
    await expect(page.getByRole('heading', { name: 'Or start from a sample' })).toBeVisible();
  });
});

test('a gallery card’s ready trace is watched at once', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Watch the trace of Tiny attention' }).click();
  await expect(banner(page)).toContainText('tiny_attention');
  await expect(slider(page)).not.toHaveAttribute('aria-valuenow', '0');
  await expect(banner(page)).not.toContainText('cannot be replayed');
  // The clock confirmed this one, on the machine that made it.
  await expect(page.locator('.outcome')).toContainText(/×\d\S* for the sender/);
  await expect(page.locator('.outcome')).toContainText('measured by the sender, 95 % between');
});

test('a trace file of another version of the rules shows what it can', async ({ page }) => {
  const trace = await traceFromFragment(goldenLink);
  const foreign: Trace = {
    ...trace,
    rules: { length: trace.rules.length + 900, hash: 'ffffffff' },
    steps: trace.steps.map((step, i) => (i === 2 ? { ...step, rule: trace.rules.length + 899 } : step)),
  };
  await page.goto('./');
  await page.getByLabel('Open model').setInputFiles({
    name: 'later.dreamtrace',
    mimeType: 'application/json',
    buffer: Buffer.from(traceToFile(foreign)),
  });
  await expect(banner(page)).toContainText('Step 3 and what follows cannot be replayed here');
  await expect(rewrites(page)).toHaveCount(goldenSteps);
  await expect(rewrites(page).nth(2)).toContainText('unknown here');
  await expect(rewrites(page).nth(3)).toContainText('Cannot be replayed here');
});
