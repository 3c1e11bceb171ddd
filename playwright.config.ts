import { defineConfig } from '@playwright/test';
import { findChromium, launchFlags } from './scripts/chromium.mjs';

// Fixed, because this file is read again by every worker; `npm test` passes one that is free at that moment.
const port = Number(process.env.DREAMGRAPH_E2E_PORT ?? 41_739);
const executablePath = findChromium();
/** The build to be tested, where that is not the one in dist. */
const root = process.env.DREAMGRAPH_DIST;

const laptop = { width: 1280, height: 800 };
const desktop = { width: 1920, height: 1080 };

/** @param webgpu whether the browser offers WebGPU, by a software adapter */
function launchOptions(webgpu: 'none' | 'software') {
  return { args: launchFlags({ webgpu }), ...(executablePath ? { executablePath } : {}) };
}

/**
 * Tests run at a laptop's size; those tagged @wide also at a desktop's; those tagged @webgpu only where the browser
 * has WebGPU, which on a machine without a GPU is slow and so not for every test.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Most tests wait for the clock or an animation most of the time.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 150_000,
  // npm test is to end within 12 minutes on two cores; a busy machine may take longer, and what has not run by this is reported.
  globalTimeout: 20 * 60_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    // Recorded with the second try alone: photographing every page at every step took a fifth of the whole time.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    acceptDownloads: true,
    // Filling its caches takes time from every test; e2e/offline.spec.ts and e2e/lesson.spec.ts have it.
    serviceWorkers: 'block',
  },
  projects: [
    {
      name: 'laptop',
      grepInvert: /@webgpu/,
      use: { viewport: laptop, launchOptions: launchOptions('none') },
    },
    { name: 'desktop', grep: /@wide/, use: { viewport: desktop, launchOptions: launchOptions('none') } },
    { name: 'webgpu', grep: /@webgpu/, use: { viewport: laptop, launchOptions: launchOptions('software') } },
  ],
  webServer: {
    command: `node scripts/serve.mjs --port ${port}${root === undefined ? '' : ` --root "${root}"`}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
