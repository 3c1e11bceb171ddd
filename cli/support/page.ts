import type { Page } from '@playwright/test';
import type { Handler } from '../../scripts/serve.mjs';
import { servedBrowser } from './servedBrowser';

export interface OpenPage {
  readonly page: Page;
  /** Version of the browser, like `156.0.8078.73`. */
  readonly browser: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves the built app with extra routes and opens one of its pages in a headless Chromium.
 * @throws CodedError when there is no Chromium or the build fails.
 */
export async function openPage(
  path: string,
  routes: Record<string, Handler>,
  webgpu: 'none' | 'software' | 'hardware',
  options: Parameters<typeof servedBrowser>[2] = {},
): Promise<OpenPage> {
  const { url, browser, close } = await servedBrowser(routes, webgpu, options);
  // What a service worker fetches beside the work would be measured with it.
  const page = await browser.newPage({ serviceWorkers: 'block' });
  try {
    await page.goto(new URL(path, url).href);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return { page, browser: browser.version(), close };
}
