import { type Browser, chromium } from '@playwright/test';
import {
  findChromium,
  howToGetChromium,
  howToStartChromium,
  launchFlags,
  startTrouble,
} from '../../scripts/chromium.mjs';
import { type Handler, serve } from '../../scripts/serve.mjs';
import { build, ROOT } from '../../scripts/setup.mjs';
import { CodedError } from '../../src/core';

export interface ServedBrowser {
  /** Where the app is. */
  readonly url: string;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** There is no browser to work with: the advice is about this machine, not about the browser that a person looks at. */
class NoBrowser extends CodedError {
  constructor(
    message: string,
    override readonly advice: string,
  ) {
    super('RUNTIME_UNAVAILABLE', message);
  }
}

/**
 * Serves the built app with extra routes, and starts a headless Chromium that has no page yet. Ctrl+C closes it and ends the
 * process, unless the command has something better to do then.
 * @throws CodedError when there is no Chromium, it does not start, or the build fails.
 */
export async function servedBrowser(
  routes: Record<string, Handler>,
  webgpu: 'none' | 'software' | 'hardware',
  { closeOnInterrupt = true }: { readonly closeOnInterrupt?: boolean } = {},
): Promise<ServedBrowser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new NoBrowser('No Chromium was found.', howToGetChromium());
  if (!(await build({ stdout: 'stderr' })))
    throw new CodedError('WORKER_FAILED', 'The app could not be built.');
  const served = await serve({ root: `${ROOT}dist`, routes });
  const launched = chromium.launch({
    executablePath,
    args: launchFlags({ webgpu }),
    handleSIGINT: closeOnInterrupt,
  });
  const browser = await launched.catch(async (thrown) => {
    await served.close();
    throw new NoBrowser(`${executablePath} does not start: ${startTrouble(thrown)}`, howToStartChromium());
  });
  const close = async () => {
    await browser.close();
    await served.close();
  };
  return { url: served.url, browser, close };
}
