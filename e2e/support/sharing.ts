import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { type Trace, traceFromFragment, traceToFragment } from '../../src/trace';
import { slider } from './byHand';
import { goldenLink } from './goldenLinks';
import { galleryFile } from './shared';

/** The model of the golden links. */
export const attention = galleryFile('tiny_attention.onnx');

export const banner = (page: Page) => page.getByRole('region', { name: 'Shared trace' });
export const missing = (page: Page) => page.getByRole('region', { name: 'Model of the trace' });

/** The golden trace with some of its fields changed, as a link. */
export async function linkOf(change: (trace: Trace) => Trace): Promise<string> {
  return traceToFragment(change(await traceFromFragment(goldenLink)));
}

export const asPrivate = (trace: Trace): Trace => ({
  ...trace,
  model: { ...trace.model, source: { kind: 'private' } },
});

export const atUrl =
  (url: string) =>
  (trace: Trace): Trace => ({ ...trace, model: { ...trace.model, source: { kind: 'url', url } } });

/** What the list says of every step, and of the nodes that it takes away and brings. */
export async function walk(page: Page): Promise<readonly string[]> {
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
export async function serveElsewhere(answer: (path: string, response: ServerResponse) => void) {
  const server = createServer((request, response) => answer(request.url ?? '', response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}

export async function linkFromDialog(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const field = page.getByRole('textbox', { name: 'Link' });
  await expect(field).toBeVisible();
  const link = await field.inputValue();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  return link;
}
