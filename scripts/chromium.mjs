/** Finds a Chromium and knows the flags it needs; used by the tests, the commands and the benchmarks. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'chromium-headless-shell',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

const INSTALLED = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** Shown wherever no Chromium is found: what to do about it. */
export const HOW_TO_GET_CHROMIUM = [
  'No Chromium was found. Any one of these helps:',
  '  Debian, Ubuntu:  sudo apt-get install chromium',
  '  macOS:           brew install --cask chromium   (or install Google Chrome)',
  '  anywhere:        npx playwright install chromium',
  '  already there:   CHROMIUM_PATH=/path/to/chromium npm test',
].join('\n');

/** @param {string} file */
function runnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Playwright's own download, if it is there. @returns {string[]} */
function playwrightsOwn() {
  try {
    const { chromium } = createRequire(import.meta.url)('playwright-core');
    return [chromium.executablePath()];
  } catch {
    // Not installed yet, or no build for this platform: there is nothing to offer.
    return [];
  }
}

/**
 * The path of a Chromium to use, or null. The environment's CHROMIUM_PATH wins, then what is on the PATH, then usual
 * places, then Playwright's own download.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 * @throws {Error} where CHROMIUM_PATH is set to something that cannot be run
 */
export function findChromium(env = process.env) {
  const given = env.CHROMIUM_PATH;
  if (given) {
    if (!runnable(given))
      throw new Error(`CHROMIUM_PATH is ${given}, which is not a program that can be run.`);
    return given;
  }
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...INSTALLED].find(runnable) ?? playwrightsOwn().find(runnable) ?? null;
}

/**
 * What the program calls itself, as in "Chromium 156.0.1.2", or null where it does not say.
 *
 * @param {string} file
 * @returns {string | null}
 */
export function chromiumVersion(file) {
  try {
    const said = execFileSync(file, ['--version'], {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // Distributions add to the line who built it; other lines are warnings.
    return /^\D*\d+(\.\d+)+/m.exec(said)?.[0].trim() ?? null;
  } catch {
    return null;
  }
}

/**
 * Launch flags, to be added to Playwright's. Nothing of Chromium's own may use the network or the processor while
 * something is measured.
 *
 * @param {{ webgpu?: 'none' | 'software' | 'hardware' }} [options] `software` is SwiftShader on the processor: it shows
 *   that the WebGPU path works, and its times mean nothing. `hardware` asks for the machine's own adapter.
 * @returns {string[]}
 */
export function launchFlags({ webgpu = 'none' } = {}) {
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-quic',
    // A window that is hidden or behind another one is slowed down, which a measurement must not be.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    // Containers often give /dev/shm 64 MB, in which a model does not fit.
    '--disable-dev-shm-usage',
  ];
  // Chromium's sandbox refuses to start for root, which is who runs in most containers.
  const sandbox = process.getuid?.() === 0 || process.env.CI ? ['--no-sandbox'] : [];
  const gpu = {
    none: [],
    software: ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--use-webgpu-adapter=swiftshader'],
    hardware: ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist'],
  };
  return [...sandbox, ...quiet, ...gpu[webgpu]];
}
