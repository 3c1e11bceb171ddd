/**
 * Makes the Python environment of the optimizers that we are compared with, in .cache/peers (never part of the project):
 * node scripts/peers/setup.mjs
 * Exit status 0: it is there and imports what it needs; 1: it cannot be made here, with the reason.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
/** Where everything of the peers lies. */
export const peersFolder = path.resolve(here, '../../.cache/peers');
const venv = path.join(peersFolder, 'venv');
const windows = process.platform === 'win32';
/** The environment's interpreter; it exists once `setupPeers` has succeeded. */
export const peersPython = path.join(venv, windows ? 'Scripts/python.exe' : 'bin/python');
const requirements = path.join(here, 'requirements.txt');
/** Says which list of requirements the environment was made from. */
const stamp = path.join(venv, 'requirements.txt');

/** @returns {boolean} whether the environment is there and up to date */
export const peersReady = () =>
  existsSync(peersPython) &&
  existsSync(stamp) &&
  readFileSync(stamp, 'utf8') === readFileSync(requirements, 'utf8');

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {string | null} what went wrong, or null
 */
function attempt(command, args) {
  const { error, status, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (error) return error.message;
  return status === 0 ? null : stderr.trim().split('\n').slice(-3).join(' ') || `exit status ${status}`;
}

/**
 * Makes the environment unless it is there.
 * @returns {string | null} why it cannot be made here, or null
 */
export function setupPeers() {
  if (peersReady()) return null;
  mkdirSync(peersFolder, { recursive: true });
  const pythons = windows ? ['python'] : ['python3.11', 'python3.12', 'python3'];
  const python = pythons.find((name) => attempt(name, ['-c', 'import venv']) === null);
  if (python === undefined) return 'there is no Python 3 with the module venv';
  const made = attempt(python, ['-m', 'venv', '--clear', venv]);
  if (made !== null) return `the environment could not be made: ${made}`;
  // Wheels only: building these from source takes a C++ toolchain and an hour.
  const pip = ['-m', 'pip', 'install', '--quiet', '--only-binary=:all:', '-r', requirements];
  const installed = attempt(peersPython, pip);
  if (installed !== null) return `the packages could not be installed: ${installed}`;
  const imports = 'import onnx, onnxruntime, onnxsim, onnxslim, onnxoptimizer';
  const imported = attempt(peersPython, ['-c', imports]);
  if (imported !== null) return `the packages do not work together: ${imported}`;
  writeFileSync(stamp, readFileSync(requirements));
  return null;
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const reason = setupPeers();
  console.log(reason === null ? `ready: ${path.relative(process.cwd(), venv)}` : `skipped: ${reason}`);
  process.exitCode = reason === null ? 0 : 1;
}
