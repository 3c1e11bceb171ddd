import { chromium, type Page } from '@playwright/test';
import { findChromium, HOW_TO_GET_CHROMIUM, launchFlags } from '../../scripts/chromium.mjs';
import { type Handler, serve } from '../../scripts/serve.mjs';
import { build, ROOT } from '../../scripts/setup.mjs';
import { CodedError } from '../../src/core';

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
): Promise<OpenPage> {
  const executablePath = findChromium();
  if (executablePath === null) throw new CodedError('RUNTIME_UNAVAILABLE', HOW_TO_GET_CHROMIUM);
  if (!(await build({ stdout: 'stderr' })))
    throw new CodedError('WORKER_FAILED', 'The app could not be built.');
  const served = await serve({ root: `${ROOT}dist`, routes });
  const browser = await chromium.launch({ executablePath, args: launchFlags({ webgpu }) });
  // What a service worker fetches beside the work would be measured with it.
  const page = await browser.newPage({ serviceWorkers: 'block' });
  const close = async () => {
    await browser.close();
    await served.close();
  };
  try {
    await page.goto(new URL(path, served.url).href);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return { page, browser: browser.version(), close };
}
