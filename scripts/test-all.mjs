/**
 * npm test: every check of the project, on a fresh clone too. A failed stage does not stop the ones behind it, and the
 * last line is `N passed, N failed`. The stages without tests of their own count as one test each.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  chromiumVersion,
  findChromium,
  howToGetChromium,
  howToStartChromium,
  whyNotStarting,
} from './chromium.mjs';
import { countPlaywright, countVitest, lastLine } from './counts.mjs';
import { build, install, ROOT, runTool } from './setup.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */

const CACHE = path.join(ROOT, '.cache');
const ONE_PASSED = { passed: 1, failed: 0, skipped: 0 };
const ONE_FAILED = { passed: 0, failed: 1, skipped: 0 };

/** @param {number} status @returns {Counts} */
const asOneTest = (status) => (status === 0 ? ONE_PASSED : ONE_FAILED);

/**
 * Counts from a report that a runner wrote. A runner that failed without counting a failure (it crashed, or an error
 * came from outside of any test) counts as one.
 *
 * @param {string} file @param {number} status @param {(report: unknown) => Counts} count
 * @returns {Counts}
 */
function fromReport(file, status, count) {
  /** @type {Counts} */
  let counts;
  try {
    counts = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    console.error(`No report was written (exit status ${status}).`);
    return ONE_FAILED;
  }
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** A port that nobody listens on at this moment. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * A Chromium that starts: one that is here, else Playwright's download, else null and a message. Without this check every
 * test would fail with what the browser says.
 *
 * @returns {Promise<string | null>}
 */
async function chromium() {
  let found = findChromium();
  if (!found) {
    console.error('No Chromium is installed; trying Playwright’s download…');
    await runTool('@playwright/test', ['install', '--no-shell', 'chromium'], { bin: 'playwright' });
    found = findChromium();
  }
  if (!found) {
    console.error(`\nNo Chromium was found. ${howToGetChromium()}\n`);
    return null;
  }
  const trouble = await whyNotStarting(found);
  if (trouble === null) return found;
  console.error(`\n${found} does not start: ${trouble}\n${howToStartChromium()}\n`);
  return null;
}

/** @returns {Promise<Counts>} */
async function unit() {
  const report = path.join(CACHE, 'unit.json');
  rmSync(report, { force: true });
  const status = await runTool('vitest', [
    'run',
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return fromReport(report, status, countVitest);
}

/** @returns {Promise<Counts>} */
async function endToEnd() {
  if (!(await build())) return ONE_FAILED;
  const browser = await chromium();
  if (!browser) return ONE_FAILED;
  console.log(`${chromiumVersion(browser) ?? 'A browser of unknown version'} at ${browser}`);
  const report = path.join(CACHE, 'e2e.json');
  rmSync(report, { force: true });
  const env = {
    ...process.env,
    CHROMIUM_PATH: browser,
    DREAMGRAPH_E2E_PORT: String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  };
  // A machine that stalls in the middle of a test is no failure; what fails twice is. The list names what needed a second try.
  const status = await runTool('@playwright/test', ['test', '--retries=1', '--reporter=list,json'], {
    bin: 'playwright',
    env,
  });
  return fromReport(report, status, countPlaywright);
}

/** @type {Record<string, { title: string, check: () => Promise<Counts> }>} */
const STAGES = {
  types: {
    title: 'Type check',
    check: async () => asOneTest(await runTool('typescript', [], { bin: 'tsc' })),
  },
  lint: {
    title: 'Lint and format',
    check: async () => asOneTest(await runTool('@biomejs/biome', ['check', '.'])),
  },
  layers: {
    title: 'Layering',
    check: async () =>
      asOneTest(
        await runTool('dependency-cruiser', ['src', '--config', '.dependency-cruiser.cjs'], {
          bin: 'depcruise',
        }),
      ),
  },
  unit: { title: 'Unit tests', check: unit },
  build: { title: 'Build', check: async () => asOneTest((await build({ force: true })) ? 0 : 1) },
  e2e: { title: 'End-to-end tests', check: endToEnd },
};

/** The stages asked for, or null where the arguments make no sense. @returns {string[] | null} */
function wantedStages() {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
    const wanted = (values.only ?? []).flatMap((names) => names.split(','));
    if (wanted.some((name) => !Object.hasOwn(STAGES, name))) return null;
    return Object.keys(STAGES).filter((name) => wanted.length === 0 || wanted.includes(name));
  } catch {
    return null;
  }
}

/** @param {number} started ms */
const seconds = (started) => `${((Date.now() - started) / 1000).toFixed(1)} s`;

async function main() {
  const wanted = wantedStages();
  if (!wanted) {
    console.error(`npm test -- [--only ${Object.keys(STAGES).join(',')}]`);
    return 2;
  }
  if (!(await install())) {
    console.log(lastLine(ONE_FAILED));
    return 1;
  }
  mkdirSync(CACHE, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const summary = [];
  let built = true;
  for (const name of wanted) {
    const stage = STAGES[name];
    if (!stage) continue;
    const started = Date.now();
    console.log(`\n── ${stage.title} ──`);
    if (name === 'e2e' && !built) console.log('Not run: there is no build to open.');
    /** @type {Counts} */
    const counts = name === 'e2e' && !built ? ONE_FAILED : await stage.check();
    if (name === 'build') built = counts.failed === 0;
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    summary.push(`${stage.title.padEnd(18)} ${lastLine(counts)}  (${seconds(started)})`);
  }
  console.log(`\n${summary.join('\n')}\n`);
  console.log(lastLine(total));
  return total.failed === 0 ? 0 : 1;
}

// Set rather than exited with, so that everything printed also arrives where output is a pipe.
process.exitCode = await main();
