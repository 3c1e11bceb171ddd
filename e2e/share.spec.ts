import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type Trace, traceFromFragment, traceToFile, traceToFragment } from '../src/trace';
import { findViolations } from './support/axe';
import { collectProblems } from './support/console';
import { firstGoldenLink, goldenLink, goldenSteps } from './support/goldenLinks';
import { openFile, optimizeToEnd } from './support/opening';
import { galleryFile } from './support/shared';

// A trace in a link or a file, from the sender's and from the receiver's point of view.

const attention = galleryFile('tiny_attention.onnx');
const rows = (page: Page) => page.getByRole('list', { name: 'Rewrites' }).getByRole('listitem');
const banner = (page: Page) => page.getByRole('region', { name: 'Shared trace' });
const slider = (page: Page) => page.getByRole('slider', { name: 'Step' });
const missing = (page: Page) => page.getByRole('region', { name: 'Model of the trace' });

/** The golden trace with some of its fields changed, as a link. */
async function linkOf(change: (trace: Trace) => Trace): Promise<string> {
  return traceToFragment(change(await traceFromFragment(goldenLink)));
}
const asPrivate = (trace: Trace): Trace => ({
  ...trace,
  model: { ...trace.model, source: { kind: 'private' } },
});
const atUrl =
  (url: string) =>
  (trace: Trace): Trace => ({ ...trace, model: { ...trace.model, source: { kind: 'url', url } } });

/** What the list says of every step, and of the nodes that it takes away and brings. */
async function walk(page: Page): Promise<readonly string[]> {
  const seen: string[] = [];
  const last = Number(await slider(page).getAttribute('aria-valuemax'));
  await slider(page).focus();
  await page.keyboard.press('Home');
  for (let step = 0; step <= last; step++) {
    await expect(slider(page)).toHaveAttribute('aria-valuenow', String(step));
    await expect
      .poll(() => page.evaluate(() => document.querySelector('.where strong')?.textContent ?? ''))
      .toContain(`Step ${step} of`);
    seen.push(await stepText(page));
    if (step < last) await page.keyboard.press('ArrowRight');
  }
  return seen;
}

/** The chosen row of the list: its rewrite, its place, and the picture of what it did to the graph. */
async function stepText(page: Page): Promise<string> {
  const row = page.locator('.rewrites li:has([aria-current])');
  if ((await row.count()) === 0) return 'the original';
  const picture = row.locator('.picture');
  await expect(picture).toBeVisible();
  const parts = [row.locator('.what'), row.locator('.place'), picture.locator('.removed, .added')];
  return (await Promise.all(parts.map((part) => part.allTextContents()))).join(' | ');
}

/** A server of somebody else: another origin, without any of the app's headers. */
async function serveElsewhere(answer: (path: string, response: ServerResponse) => void) {
  const server = createServer((request, response) => answer(request.url ?? '', response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}

async function linkFromDialog(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const field = page.getByRole('textbox', { name: 'Link' });
  await expect(field).toBeVisible();
  const link = await field.inputValue();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  return link;
}

async function freshPage(context: BrowserContext): Promise<{ page: Page; problems: string[] }> {
  const page = await context.newPage();
  return { page, problems: collectProblems(page) };
}

test('a link opened in a fresh profile replays step for step what the sender saw', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const problems = collectProblems(page);
  await page.goto('./?seconds=8');
  await page.getByRole('button', { name: /^Tiny attention/ }).click();
  await expect(page.getByRole('button', { name: 'Optimize' })).toBeEnabled();
  await optimizeToEnd(page);
  const count = await rows(page).count();
  expect(count).toBeGreaterThan(3);
  const theirs = await walk(page);
  const ratio = await page.evaluate(() => document.querySelector('.outcome .big')?.textContent ?? '');
  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', String(count - 1));
  const link = await linkFromDialog(page);
  expect(new URL(link).hash.length).toBeLessThan(2000);
  expect(page.url()).not.toContain('#');

  const context = await browser.newContext();
  const { page: receiver, problems: receivers } = await freshPage(context);
  await receiver.goto(link);
  await expect(banner(receiver)).toContainText('measured by the sender on CPU, WASM');
  await expect(rows(receiver)).toHaveCount(count);
  await test.step('the step in view is the sender’s', async () => {
    await expect(slider(receiver)).toHaveAttribute('aria-valuenow', String(count - 1));
  });
  await test.step('the graphs and the figures are the sender’s', async () => {
    expect(await walk(receiver)).toEqual(theirs);
    if (ratio !== '') await expect(receiver.locator('.outcome')).toContainText(ratio);
    await expect(rows(receiver).first()).toContainText('sender');
    expect(receiver.url()).toBe(link);
  });
  await test.step('measured here, beside the sender’s', async () => {
    await receiver.getByRole('button', { name: 'Measure here' }).click();
    await expect(receiver.locator('.outcome')).toContainText('here', { timeout: 60_000 });
    await receiver.getByRole('button', { name: 'Stop measuring' }).click();
    await expect(receiver.locator('.outcome')).toContainText('measured by the sender');
    await expect(receiver.getByRole('figure', { name: 'Imagined and measured runtime' })).toContainText('%');
    await expect(receiver.getByRole('button', { name: 'Measure here' })).toBeEnabled({ timeout: 60_000 });
  });
  await context.close();
  expect([...problems, ...receivers]).toEqual([]);
});

test('a golden link opens, plays, and is passed on unchanged', async ({ page }) => {
  const problems = collectProblems(page);
  await page.goto(`./${goldenLink}`);
  await expect(banner(page)).toContainText('tiny_attention');
  await expect(rows(page)).toHaveCount(goldenSteps);
  await expect(banner(page)).not.toContainText('cannot be replayed');
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await page.getByRole('button', { name: 'Watch' }).click();
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '0');
  await expect(slider(page)).not.toHaveAttribute('aria-valuenow', '0');
  await page.getByRole('button', { name: 'Pause' }).click();
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
  await expect(rows(page)).toHaveCount(goldenSteps);
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
  await expect(rows(page)).toHaveCount(goldenSteps);
  // Choosing a rewrite of one's own makes it one's own work.
  await page.getByRole('button', { name: 'Close the shared trace' }).click();
  await expect(banner(page)).toHaveCount(0);
  expect(page.url()).not.toContain('#t1');
  await page.evaluate((text) => {
    location.hash = text;
  }, goldenLink);
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(banner(page)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(goldenSteps);
  await page.evaluate((text) => {
    location.hash = text;
  }, goldenLink);
  await page.getByRole('button', { name: 'Open the trace' }).click();
  await expect(banner(page)).toContainText('tiny_attention');
});

test('a private model: the chart at once, another file refused, the replay once the file is there', async ({
  page,
}) => {
  const problems = collectProblems(page);
  await page.goto(`./${await linkOf(asPrivate)}`);
  await expect(banner(page)).toContainText('a private model');
  await expect(rows(page)).toHaveCount(goldenSteps);
  await expect(page.getByRole('figure', { name: 'Imagined and measured runtime' })).toContainText(
    'The sender’s',
  );
  await expect(missing(page)).toContainText('833e4a20 b6bfdb16');
  await slider(page).focus();
  await page.keyboard.press('Home');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '0');

  await page.getByLabel('Open the model of the trace').setInputFiles(galleryFile('tiny_conv.onnx'));
  await expect(page.getByRole('alert')).toContainText('TRACE_OTHER_MODEL');
  await expect(page.getByRole('alert')).toContainText('833e4a20 b6bfdb16');
  await expect(page.getByRole('alert')).toContainText('66d0eda2');
  await expect(rows(page)).toHaveCount(goldenSteps);

  await page.getByLabel('Open model').setInputFiles({
    name: 'renamed.onnx',
    mimeType: 'application/octet-stream',
    buffer: await readFile(attention),
  });
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await expect(banner(page)).not.toContainText('cannot be replayed');
  await expect(rows(page)).toHaveCount(goldenSteps);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(problems).toEqual([]);
});

test('an address is fetched after it has been confirmed, and not before', async ({ page }) => {
  const asked: string[] = [];
  const elsewhere = await serveElsewhere(async (path, response) => {
    asked.push(path);
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' });
    response.end(await readFile(attention));
  });
  const url = `${elsewhere.url}some/tiny.onnx`;
  const link = await linkOf(atUrl(url));
  await page.goto(`./${link}`);
  await expect(page.getByRole('dialog')).toContainText(url);
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(missing(page)).toBeVisible();
  await expect(rows(page)).toHaveCount(goldenSteps);
  expect(asked).toEqual([]);

  await page.reload();
  await page.getByRole('button', { name: /^Fetch from/ }).click();
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await expect(rows(page)).toHaveCount(goldenSteps);
  expect(asked).toEqual(['/some/tiny.onnx']);
  await elsewhere.close();
});

test('a file is saved and dropped again, with the structure in the place of the model', async ({ page }) => {
  await page.goto(`./${await linkOf(asPrivate)}`);
  await page.getByLabel('Open the model of the trace').setInputFiles({
    name: 'quokka-secret.onnx',
    mimeType: 'application/octet-stream',
    buffer: await readFile(attention),
  });
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByLabel(/graph’s structure/).check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as .dreamtrace' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('trace.dreamtrace');
  const text = await readFile(await download.path(), 'utf8');
  expect(text).not.toContain('quokka');

  await page.goto('./');
  await page
    .getByLabel('Open model')
    .setInputFiles({ name: 'a.dreamtrace', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(rows(page)).toHaveCount(goldenSteps);
  await page.getByRole('button', { name: 'Show the structure that came along' }).click();
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await expect(banner(page)).toContainText('on the structure alone');
  await expect(rows(page)).toHaveCount(goldenSteps);
});

test('a private model leaves no trace of itself in the browser', async ({ page }) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.goto('./');
  await openFileNamed(page, 'quokka-secret.onnx');
  await page.goto(`./${await linkOf(asPrivate)}`);
  await page.reload();
  await openFileNamed(page, 'quokka-secret.onnx');
  await expect(rows(page)).toHaveCount(goldenSteps);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const caches_ = await Promise.all(
      (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((r) => r.url)),
    );
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases, caches_, document.cookie]);
  });
  for (const text of [kept, ...said, ...asked, page.url(), link]) expect(text).not.toContain('quokka');
  expect(JSON.stringify(await traceFromFragment(new URL(link).hash))).not.toContain('quokka');
});

async function openFileNamed(page: Page, name: string): Promise<void> {
  const buffer = await readFile(attention);
  await page.getByLabel('Open model').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
}

test('axe finds nothing: a replayed trace, the dialog, a trace without its model, a frame', async ({
  page,
}) => {
  // axe is put into the page as a script, which its policy would refuse.
  const client = await page.context().newCDPSession(page);
  await client.send('Page.setBypassCSP', { enabled: true });
  await page.goto(`./${goldenLink}`);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Link' })).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await page.goto(`./?private=1${await linkOf(asPrivate)}`);
  await expect(missing(page)).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await page.goto(`./?embed=1${goldenLink}`);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
});

test('embedded, there are graph, chart and timeline and nothing else', async ({ page }) => {
  const problems = collectProblems(page);
  await page.goto(`./?embed=1${goldenLink}`);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Imagined and measured runtime' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
  await expect(page.getByRole('banner')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Optimize' })).toHaveCount(0);
  const full = await page.getByRole('link', { name: 'Open in Dreamgraph' }).getAttribute('href');
  expect(full).toContain(goldenLink);
  expect(full).not.toContain('embed');
  expect(problems).toEqual([]);
});

test('in a frame of a page that is not isolated it works all the same', async ({ page, baseURL }) => {
  const lecture = await serveElsewhere((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    const source = `${baseURL ?? ''}?embed=1${goldenLink}`;
    response.end(`<title>A lecture</title><iframe src="${source}" width="900" height="560"></iframe>`);
  });
  await page.goto(lecture.url);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('region', { name: 'Graph' })).toBeVisible();
  await expect(frame.getByRole('slider', { name: 'Step' })).toHaveAttribute(
    'aria-valuenow',
    String(goldenSteps),
  );
  expect(await page.frames()[1]?.evaluate(() => crossOriginIsolated)).toBe(false);
  await lecture.close();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test('a shared trace shows its chart and its result', async ({ page }) => {
    await page.goto(`./${goldenLink}`);
    await expect(banner(page)).toContainText('tiny_attention');
    await expect(page.getByRole('figure', { name: 'Imagined and measured runtime' })).toBeVisible();
    await expect(rows(page)).toHaveCount(goldenSteps);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

test('a gallery card’s ready trace is watched at once', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Watch the trace of Tiny attention' }).click();
  await expect(banner(page)).toContainText('tiny_attention');
  await expect(slider(page)).not.toHaveAttribute('aria-valuenow', '0');
  await expect(banner(page)).not.toContainText('cannot be replayed');
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
  await expect(rows(page)).toHaveCount(goldenSteps);
  await expect(rows(page).nth(2)).toContainText('unknown here');
  await expect(rows(page).nth(3)).toContainText('Cannot be replayed here');
});
