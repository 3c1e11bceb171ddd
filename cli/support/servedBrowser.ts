import { type Browser, chromium } from '@playwright/test';
import { findChromium, HOW_TO_GET_CHROMIUM, launchFlags } from '../../scripts/chromium.mjs';
import { type Handler, serve } from '../../scripts/serve.mjs';
import { build, ROOT } from '../../scripts/setup.mjs';
import { CodedError } from '../../src/core';

export interface ServedBrowser {
  /** Where the app is. */
  readonly url: string;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/**
 * Serves the built app with extra routes, and starts a headless Chromium that has no page yet. Ctrl+C closes it and ends the
 * process, unless the command has something better to do then.
 * @throws CodedError when there is no Chromium or the build fails.
 */
export async function servedBrowser(
  routes: Record<string, Handler>,
  webgpu: 'none' | 'software' | 'hardware',
  { closeOnInterrupt = true }: { readonly closeOnInterrupt?: boolean } = {},
): Promise<ServedBrowser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new CodedError('RUNTIME_UNAVAILABLE', HOW_TO_GET_CHROMIUM);
  if (!(await build({ stdout: 'stderr' })))
    throw new CodedError('WORKER_FAILED', 'The app could not be built.');
  const served = await serve({ root: `${ROOT}dist`, routes });
  const browser = await chromium.launch({
    executablePath,
    args: launchFlags({ webgpu }),
    handleSIGINT: closeOnInterrupt,
  });
  const close = async () => {
    await browser.close();
    await served.close();
  };
  return { url: served.url, browser, close };
}
