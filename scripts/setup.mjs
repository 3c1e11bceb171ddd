/** What start and test share: is everything installed and built, and running what is missing. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const SOURCES = [
  'src',
  'public',
  'index.html',
  'headless.html',
  'bench.html',
  'e2e/support',
  'vite.config.ts',
  'scripts/offlinePlugin.ts',
  'scripts/headers.mjs',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * Runs a program in the project's folder with its output passed on, and gives its exit status.
 *
 * @param {string} command @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, stdout?: 'inherit' | 'stderr' }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { env = process.env, stdout = 'inherit' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env,
      stdio: ['ignore', stdout === 'stderr' ? 2 : 'inherit', 'inherit'],
      // Node runs npm's .cmd files on Windows through a shell only.
      shell: process.platform === 'win32' && !command.endsWith('.exe') && command !== process.execPath,
    });
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on('close', (status, signal) => resolve(status ?? (signal ? 128 : 1)));
  });
}

/**
 * Runs a tool that the project installed, such as vite, by the name of its package and of its program.
 *
 * @param {string} packageName @param {string[]} args
 * @param {{ bin?: string, env?: NodeJS.ProcessEnv, stdout?: 'inherit' | 'stderr' }} [options]
 * @returns {Promise<number>}
 */
export function runTool(packageName, args, { bin, ...options } = {}) {
  const home = path.join(ROOT, 'node_modules', packageName);
  const manifest = path.join(home, 'package.json');
  if (!existsSync(manifest)) {
    console.error(`${packageName} is not installed.`);
    return Promise.resolve(127);
  }
  const { bin: bins } = JSON.parse(readFileSync(manifest, 'utf8'));
  const file = typeof bins === 'string' ? bins : (bins[bin ?? packageName] ?? Object.values(bins)[0]);
  return run(process.execPath, [path.join(home, file), ...args], options);
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Whether node_modules holds what the lock file asks for. npm's own record is compared, entry by entry: file times
 * say nothing after a checkout. Packages for other platforms are optional and may be absent.
 *
 * @param {string} [root]
 */
export function isInstalled(root = ROOT) {
  const wanted = readJson(path.join(root, 'package-lock.json'));
  const present = readJson(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted?.packages || !present?.packages) return false;
  return Object.entries(wanted.packages).every(([name, entry]) => {
    if (name === '' || entry.link) return true;
    const there = present.packages[name];
    return there ? there.version === entry.version : entry.optional === true || entry.devOptional === true;
  });
}

/**
 * Runs `npm ci` where something is missing. @returns {Promise<boolean>} whether all is installed now
 *
 * @param {{ stdout?: 'inherit' | 'stderr' }} [options]
 */
export async function install(options = {}) {
  if (isInstalled()) return true;
  console.error('Installing packages…');
  const npm = process.env.npm_execpath;
  /** @param {string[]} args */
  const runNpm = (...args) => {
    const quiet = [...args, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    return npm && /\.[cm]?js$/.test(npm)
      ? run(process.execPath, [npm, ...quiet], options)
      : run('npm', quiet, options);
  };
  const status = await runNpm('ci');
  if (status !== 0)
    console.error('Installing failed; npm said why above. A first install needs the network.');
  return status === 0;
}

/**
 * The newest change below a file or folder, in ms since 1970; 0 where it does not exist.
 *
 * @param {string} place
 * @returns {number}
 */
function newest(place) {
  if (!existsSync(place)) return 0;
  const info = statSync(place);
  if (!info.isDirectory()) return info.mtimeMs;
  // A folder's own time changes when a file in it is removed.
  return Math.max(info.mtimeMs, ...readdirSync(place).map((name) => newest(path.join(place, name))));
}

/** Whether dist/ is there and newer than everything it is made of. @param {string} [root] */
export function isBuilt(root = ROOT) {
  const made = newest(path.join(root, 'dist', 'index.html'));
  return made > 0 && SOURCES.every((source) => newest(path.join(root, source)) <= made);
}

/**
 * Builds dist/ where it is missing or older than the sources.
 *
 * @param {{ force?: boolean, stdout?: 'inherit' | 'stderr' }} [options]
 * @returns {Promise<boolean>} whether dist/ is up to date now
 */
export async function build({ force = false, ...options } = {}) {
  if (!force && isBuilt()) return true;
  console.error('Building…');
  return (await runTool('vite', ['build', '--logLevel', 'warn'], options)) === 0;
}
