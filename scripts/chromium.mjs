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

/** How to call again what is running, as far as npm says. @param {NodeJS.ProcessEnv} env */
function calledAgain({ npm_lifecycle_event: script }) {
  if (script === undefined || script === 'npx') return '… (the same command)';
  return script === 'test' ? 'npm test' : `npm run ${script}`;
}

/** What to do where no Chromium is found. @param {NodeJS.ProcessEnv} [env] */
export const howToGetChromium = (env = process.env) =>
  [
    'Any one of these helps:',
    '  anywhere:        npx playwright install chromium',
    '  Debian:          sudo apt-get install chromium',
    '  Ubuntu:          sudo apt-get install chromium-browser   (a snap)',
    '  macOS:           brew install --cask chromium   (or install Google Chrome)',
    `  already there:   CHROMIUM_PATH=/path/to/chromium ${calledAgain(env)}`,
  ].join('\n');

/** What to do where a Chromium is there and does not start. @param {NodeJS.ProcessEnv} [env] */
export const howToStartChromium = (env = process.env) =>
  [
    'Libraries of the system are probably missing. Any one of these helps:',
    '  as root:         npx playwright install-deps chromium',
    '  Debian, as root: apt-get install chromium   (brings its libraries along, and is then taken first)',
    `  another one:     CHROMIUM_PATH=/path/to/chromium ${calledAgain(env)}`,
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
 * Why a Chromium does not start, or null where it does. Playwright's download comes without the libraries that a bare
 * machine lacks.
 *
 * @param {string} executablePath
 * @returns {Promise<string | null>}
 */
export async function whyNotStarting(executablePath) {
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  try {
    const browser = await chromium.launch({ executablePath, args: launchFlags(), timeout: 30_000 });
    await browser.close();
    return null;
  } catch (error) {
    return startTrouble(error);
  }
}

/**
 * The line that matters of what Playwright says when a browser does not start.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function startTrouble(error) {
  const said = error instanceof Error ? error.message : String(error);
  return /error while loading shared libraries: .*/.exec(said)?.[0] ?? said.split('\n')[0] ?? said;
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
    hardware: [
      '--enable-unsafe-webgpu',
      '--enable-features=Vulkan',
      '--ignore-gpu-blocklist',
      // Without a display, Chromium on Linux reaches a GPU only through Vulkan, and only without a surface.
      ...(process.platform === 'linux' ? ['--use-angle=vulkan', '--disable-vulkan-surface'] : []),
    ],
  };
  return [...sandbox, ...quiet, ...gpu[webgpu]];
}
