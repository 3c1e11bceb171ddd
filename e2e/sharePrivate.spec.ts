import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { traceFromFragment } from '../src/trace';
import { rewrites, slider } from './support/byHand';
import { collectProblems } from './support/console';
import { goldenSteps } from './support/goldenLinks';
import { galleryFile } from './support/shared';
import { asPrivate, attention, atUrl, banner, linkOf, missing, serveElsewhere } from './support/sharing';

// A trace whose model did not come with it: private, at another address, or as its structure alone.

test('a private model: the chart at once, another file refused, the replay once the file is there', async ({
  page,
}) => {
  const problems = collectProblems(page);
  await page.goto(`./${await linkOf(asPrivate)}`);
  await expect(banner(page)).toContainText('a private model');
  await expect(rewrites(page)).toHaveCount(goldenSteps);
  await expect(page.getByRole('figure', { name: 'Imagined and measured runtime' })).toContainText(
    'Sender’s clock',
  );
  await expect(missing(page)).toContainText('833e4a20 b6bfdb16');
  await slider(page).focus();
  await page.keyboard.press('Home');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '0');

  await page.getByLabel('Open the model of the trace').setInputFiles(galleryFile('tiny_conv.onnx'));
  await expect(page.getByRole('alert')).toContainText('TRACE_OTHER_MODEL');
  await expect(page.getByRole('alert')).toContainText('833e4a20 b6bfdb16');
  await expect(page.getByRole('alert')).toContainText('66d0eda2');
  await expect(rewrites(page)).toHaveCount(goldenSteps);

  await page.getByLabel('Open model').setInputFiles({
    name: 'renamed.onnx',
    mimeType: 'application/octet-stream',
    buffer: await readFile(attention),
  });
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await expect(banner(page)).not.toContainText('cannot be replayed');
  await expect(rewrites(page)).toHaveCount(goldenSteps);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(problems).toEqual([]);
});

test('an address is fetched after it has been confirmed, and not before', async ({ page }) => {
  const asked: string[] = [];
  const elsewhere = await serveElsewhere(async (path, response) => {
    asked.push(path);
    if (path === '/moved.onnx') {
      response.writeHead(302, { 'Access-Control-Allow-Origin': '*', Location: '/some/tiny.onnx' }).end();
      return;
    }
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
  await expect(rewrites(page)).toHaveCount(goldenSteps);
  expect(asked).toEqual([]);

  await page.reload();
  await page.getByRole('button', { name: /^Fetch from/ }).click();
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await expect(rewrites(page)).toHaveCount(goldenSteps);
  expect(asked).toEqual(['/some/tiny.onnx']);

  // An address that leads elsewhere is told so, and the other one is not asked; http is for this machine alone.
  await page.goto(`./?model=${elsewhere.url}moved.onnx`);
  await page.getByRole('button', { name: /^Fetch from/ }).click();
  await expect(page.getByRole('alert')).toContainText('ADDRESS_REDIRECTED');
  expect(asked).toEqual(['/some/tiny.onnx', '/moved.onnx']);
  await page.goto('./?model=http://models.example/tiny.onnx');
  await expect(page.getByRole('alert')).toContainText('ADDRESS_INSECURE');
  await expect(page.getByRole('dialog')).toHaveCount(0);
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
  await expect(rewrites(page)).toHaveCount(goldenSteps);
  await page.getByRole('button', { name: 'Show the structure that came along' }).click();
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await expect(banner(page)).toContainText('on the structure alone');
  await expect(rewrites(page)).toHaveCount(goldenSteps);
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
  await expect(rewrites(page)).toHaveCount(goldenSteps);
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
