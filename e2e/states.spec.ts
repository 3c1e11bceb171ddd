import { expect, type Page, test } from '@playwright/test';
import { openOwnTrace, rewriteAt, rewrites, slider } from './support/byHand';
import { goldenLink, goldenSteps } from './support/goldenLinks';
import { cards } from './support/graph';
import { intoView } from './support/intoView';
import { openFile, openGraph } from './support/opening';
import { command } from './support/palette';
import { pressUntil } from './support/pressUntil';
import { galleryFile } from './support/shared';
import { asPrivate, banner, linkOf, missing } from './support/sharing';
import { differenceFrom, expectState, isAlike } from './support/state';

// What each state looks like, against pictures in e2e/states that a person has looked at.

const laptop = { width: 1280, height: 800 };
const desktop = { width: 1920, height: 1080 };
const phone = { width: 390, height: 844 };

/** A sample is rewritten there all the time. */
const demo = (page: Page) => ({ mask: [page.locator('.demo')] });
/** What a world model imagines changes with every checkpoint. */
const imagined = (page: Page) => ({
  mask: [
    page.locator(
      '.fan, .dream-steps, .choices, .scatter-part, .partings, .promise, .promise-none, .fastest-dream, .legal .opinion',
    ),
  ],
});

/** Where the camera comes to rest after several steps depends on how quickly they came. */
const aside = (page: Page) => ({ mask: [page.locator('.stage')] });

const inLight = (page: Page) => page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
const inDark = (page: Page) => page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click();

async function openGolden(page: Page, query = ''): Promise<void> {
  await page.goto(`./${query}${goldenLink}`);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await expect(slider(page)).toHaveAttribute('aria-valuenow', String(goldenSteps));
}

test.beforeEach(async ({ page }) => inLight(page));

test('the empty page', async ({ page }) => {
  await page.goto('./');
  const samples = page.getByRole('button', { name: /^Watch the trace of/ });
  await expect(samples).toHaveCount(3);
  await expectState(page, 'empty', demo(page));
  await inDark(page);
  await expectState(page, 'empty-dark', demo(page));
  await page.getByRole('button', { name: /^Show all/ }).click();
  await page.getByRole('button', { name: 'Show fewer' }).scrollIntoViewIfNeeded();
  await expectState(page, 'gallery-dark', demo(page));
  await inLight(page);
  await expectState(page, 'gallery', demo(page));
  await page.getByRole('button', { name: 'Show fewer' }).click();
  const bad = { name: 'bad.onnx', mimeType: 'application/octet-stream', buffer: Buffer.from('no model') };
  await page.getByLabel('Open model').setInputFiles(bad);
  await expect(page.getByRole('alert')).toBeVisible();
  await expectState(page, 'empty-error', demo(page));
  await page.setViewportSize(phone);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expectState(page, 'empty-phone', demo(page));
});

test('a large model: folded, coloured, found in, inspected', async ({ page }) => {
  await page.goto('./');
  await openGraph(page, galleryFile('bert_base.onnx'));
  await expectState(page, 'bert-without-weights');
  await expect(page.getByRole('button', { name: 'Optimize' })).toHaveAccessibleDescription(
    /weights are missing/,
  );
  await page.getByRole('button', { name: 'Use random weights' }).click();
  await expect(page.getByRole('button', { name: 'Optimize' })).toBeEnabled();
  await expectState(page, 'bert');
  await page.getByRole('button', { name: 'Colours and detail' }).click();
  await expectState(page, 'bert-colour-menu');
  await page.getByRole('menuitemradio', { name: 'Multiply-adds' }).click();
  await expectState(page, 'bert-overlay');
  await inDark(page);
  await expectState(page, 'bert-overlay-dark');
  await page.keyboard.press('Control+f');
  await page.getByRole('combobox', { name: 'Find a node' }).fill('matmul');
  const found = page.getByRole('listbox', { name: 'Nodes found' }).getByRole('option');
  await expect(found.first()).toBeVisible();
  await expectState(page, 'bert-find-dark');
  await found.nth(3).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Rewrite it yourself')).toBeVisible();
  await expectState(page, 'bert-inspector-dark', imagined(page));
  await inLight(page);
  await expectState(page, 'bert-inspector', imagined(page));
  const bad = { name: 'bad.onnx', mimeType: 'application/octet-stream', buffer: Buffer.from('no model') };
  await page.getByLabel('Open model').setInputFiles(bad);
  await expect(page.getByRole('alert')).toBeVisible();
  await expectState(page, 'bert-error', imagined(page));
  await page.getByRole('button', { name: 'Dismiss' }).click();

  await command(page, 'fold all');
  await page.getByRole('button', { name: 'Colour by kind of operator again' }).click();
  const stack = cards(page).filter({ has: page.locator('.times', { hasText: '×12' }) });
  await intoView(page, stack);
  await expectState(page, 'bert-folded');
  await stack.getByRole('button', { name: /^Open / }).click();
  const block = cards(page).filter({ has: page.getByRole('button', { name: /^Open / }) });
  await expect.poll(() => block.count()).toBeGreaterThan(1);
  await intoView(page, block.first());
  await block
    .first()
    .getByRole('button', { name: /^Open / })
    .click();
  await expect(page.getByRole('button', { name: /^Fold / }).first()).toBeVisible();
  await expectState(page, 'bert-block');
  const out = page.getByRole('button', { name: 'Zoom out' });
  await pressUntil(out, page.locator('.flow'), 'data-lod', 'far');
  await page.keyboard.press('f');
  await expectState(page, 'bert-far');
  await inDark(page);
  await expectState(page, 'bert-far-dark');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await expectState(page, 'keys-dark');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /sequence/ }).click();
  await expect(page.getByRole('textbox', { name: /^sequence/ })).toBeVisible();
  await expectState(page, 'dimensions-dark');
  await inLight(page);
  await expectState(page, 'dimensions');
  await page.keyboard.press('Escape');
  await page.setViewportSize(desktop);
  await page.keyboard.press('f');
  await expectState(page, 'bert-desktop');
});

test('a small model, its dreams, and its training', async ({ page }) => {
  await page.goto('./');
  await openGraph(page, galleryFile('squeezenet1_1.onnx'));
  await expectState(page, 'squeezenet');
  await inDark(page);
  await expectState(page, 'squeezenet-dark');
  await tab(page, 'Train');
  await expect(page.getByRole('button', { name: 'Start training' })).toBeVisible();
  await expectState(page, 'train-dark');
  await inLight(page);
  await expectState(page, 'train');
  await tab(page, 'Dream');
  await expect(page.getByRole('figure', { name: /^Imagined runtime of/ })).toBeVisible();
  await expectState(page, 'dream', imagined(page));
  await page.getByRole('button', { name: 'Check against reality' }).click();
  await expect(page.getByRole('region', { name: 'How far to trust these dreams' })).toBeVisible();
  await expectState(page, 'dream-checked', imagined(page));
  await inDark(page);
  await expectState(page, 'dream-checked-dark', imagined(page));
  await page.getByRole('list', { name: 'Steps of this dream' }).getByRole('button').first().click();
  await expect(page.getByText(/^Legal: \d+ rules?/)).toBeVisible();
  await expectState(page, 'dream-step-dark', imagined(page));
  await page.getByRole('heading', { name: 'Steer: what could come next' }).waitFor();
  await page.locator('.choice').first().click();
  await expect(page.getByRole('button', { name: 'Stop steering' })).toBeVisible();
  await inLight(page);
  await expectState(page, 'dream-steered', imagined(page));
  await page.getByRole('button', { name: 'Stop steering' }).click();
  await page.getByText('side by side', { exact: true }).click();
  await expect(page.getByRole('figure', { name: /^Imagined runtime of/ })).toHaveCount(2);
  await expectState(page, 'dream-both', imagined(page));
  await page.setViewportSize(desktop);
  await expectState(page, 'dream-both-desktop', imagined(page));
});

test('a shared trace: its end, a step in between, beside the original, and being passed on', async ({
  page,
}) => {
  await openGolden(page);
  await expect(page.locator('.picture')).toBeVisible();
  await expectState(page, 'trace');
  await test.step('a panel that is gone and another theme are noticed', async () => {
    const side = page.locator('.side');
    await side.evaluate((element) => element.style.setProperty('visibility', 'hidden'));
    expect(isAlike(await differenceFrom(page, 'trace'))).toBe(false);
    await side.evaluate((element) => element.style.removeProperty('visibility'));
    const chart = page.locator('.story');
    await chart.evaluate((element) => element.style.setProperty('visibility', 'hidden'));
    expect(isAlike(await differenceFrom(page, 'trace'))).toBe(false);
    await chart.evaluate((element) => element.style.removeProperty('visibility'));
    expect(isAlike(await differenceFrom(page, 'trace'))).toBe(true);
    await inDark(page);
    expect(isAlike(await differenceFrom(page, 'trace'))).toBe(false);
  });
  await expectState(page, 'trace-dark');
  await slider(page).focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 7; step++) {
    await expect(slider(page)).toHaveAttribute('aria-valuenow', String(step));
    await page.keyboard.press('ArrowRight');
  }
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '7');
  await expectState(page, 'trace-midway-dark', aside(page));
  await inLight(page);
  await expectState(page, 'trace-midway', aside(page));
  await command(page, 'original beside');
  await expect(page.getByRole('region', { name: 'Original graph' })).toBeVisible();
  await expectState(page, 'trace-beside', aside(page));
  await page.setViewportSize(desktop);
  await expectState(page, 'trace-beside-desktop', aside(page));
  await page.setViewportSize(laptop);
  await command(page, 'hide the original');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Link' })).toBeVisible();
  await expectState(page, 'share');
  await inDark(page);
  await expectState(page, 'share-dark');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('listbox', { name: 'Commands' })).toBeVisible();
  await expectState(page, 'palette-dark');
});

test('a shared trace elsewhere: in a frame, on a phone, without its model', async ({ page }) => {
  await openGolden(page, '?embed=1');
  // How much of the graph a frame shows depends on when its size was known.
  await expectState(page, 'embed', { mask: [page.locator('.stage')] });
  await page.goto(`./?private=1${await linkOf(asPrivate)}`);
  await expect(missing(page)).toBeVisible();
  await expectState(page, 'trace-private');
  await page.setViewportSize(phone);
  await openGolden(page, '?phone=1');
  await expect(banner(page)).toBeVisible();
  await expectState(page, 'trace-phone');
  await inDark(page);
  await expectState(page, 'trace-phone-dark');
});

test('work of one’s own, before and after a rewrite by hand', async ({ page }) => {
  await openOwnTrace(page);
  await tab(page, 'Bench');
  await expectState(page, 'own-bench', { mask: [page.locator('.story, .rewrite .imagined')] });
  await page.goto('./?own=1');
  await openFile(page, galleryFile('tiny_attention.onnx'));
  await expectState(page, 'attention');
  await rewriteAt(page, ['MatMul', 'Add']);
  await expect(rewrites(page)).toHaveCount(1);
  await expect(page.locator('.picture')).toBeVisible();
  await expectState(page, 'attention-by-hand', imagined(page));
});

/** What figures of the lesson show another way every time: the clock's word, dreams. */
const changing: Readonly<Record<number, string>> = {
  2: '.game-score :is(dd, svg)',
  3: '.lesson-figure :is(.fan, ol, [role=status])',
  5: '.lesson-figure :is(.fan, ol, [role=status])',
};

test('the five chapters', async ({ page }) => {
  for (const chapter of [1, 2, 3, 4, 5]) {
    await page.setViewportSize(laptop);
    await page.goto(`./?lesson=${chapter}`);
    const first = page.getByRole('figure').first();
    await expect(first.getByRole('status').first()).not.toHaveText(/^(Opening|Setting|Waking|Playing)/, {
      timeout: 20_000,
    });
    const mask = { mask: [page.locator(changing[chapter] ?? 'none')] };
    await expectState(page, `lesson-${chapter}`, mask);
    await inDark(page);
    await expectState(page, `lesson-${chapter}-dark`, mask);
    await page.setViewportSize(phone);
    await expectState(page, `lesson-${chapter}-phone-dark`, mask);
    await inLight(page);
  }
});
