import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { openFile } from './support/opening';
import { galleryFile } from './support/shared';

// What is not a model is refused with a coded sentence, and what was open stays open.

const attention = galleryFile('tiny_attention.onnx');

const bad: readonly {
  readonly what: string;
  readonly code: string;
  readonly bytes: () => Promise<Buffer>;
}[] = [
  { what: 'an empty file', code: 'FILE_EMPTY', bytes: async () => Buffer.alloc(0) },
  {
    what: 'a PNG',
    code: 'FILE_NOT_ONNX',
    bytes: async () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  },
  {
    what: 'a text file',
    code: 'FILE_NOT_ONNX',
    bytes: async () => Buffer.from('Dear model,\nhow are you?\n'),
  },
  {
    what: 'a Git LFS pointer',
    code: 'FILE_GIT_LFS',
    bytes: async () =>
      Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`),
  },
  {
    what: 'a truncated model',
    code: 'FILE_TRUNCATED',
    bytes: async () => (await readFile(attention)).subarray(0, 20_000),
  },
];

async function offer(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel('Open model').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

test('bad files are refused one after another, and the open model stays', async ({ page }) => {
  await page.goto('./');
  await openFile(page, attention);
  const place = () => page.getByRole('main').boundingBox();
  const before = await place();
  for (const { what, code, bytes } of bad) {
    await offer(page, 'bad.onnx', await bytes());
    await expect(page.getByRole('alert'), what).toContainText(code);
    await expect(page.getByRole('banner'), what).toContainText('tiny_attention.onnx');
  }
  // What was being looked at stays where it was.
  expect(await place()).toEqual(before);
  await expect(page.getByRole('button', { name: 'Optimize' })).toBeEnabled();
});

test('on an empty page a bad file leaves the page ready for a good one', async ({ page }) => {
  await page.goto('./');
  await offer(page, 'bad.onnx', Buffer.from('no model'));
  await expect(page.getByRole('alert')).toContainText('FILE_NOT_ONNX');
  await openFile(page, attention);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a second drop while the first is optimized is refused, and the first goes on', async ({ page }) => {
  await page.goto('./');
  await openFile(page, attention);
  await page.getByRole('button', { name: 'Optimize' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await page.getByLabel('Open model').setInputFiles(galleryFile('tiny_conv.onnx'));
  await expect(page.getByRole('alert')).toContainText('BUSY');
  await expect(page.getByRole('banner')).toContainText('tiny_attention.onnx');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  // Once the run is over, nothing has to wait for it any more.
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Optimize' })).toBeEnabled({ timeout: 20_000 });
  await expect(page.getByRole('alert').filter({ hasText: 'BUSY' })).toHaveCount(0);
});

test('Stop in the middle ends the work and leaves the model open', async ({ page }) => {
  await page.goto('./');
  await openFile(page, attention);
  await page.getByRole('button', { name: 'Optimize' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Optimize' })).toBeEnabled({ timeout: 20_000 });
  await expect(page.getByRole('banner')).toContainText('tiny_attention.onnx');
});
