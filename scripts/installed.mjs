/**
 * Before a command of package.json: stops with what to do where its packages are not installed. An old Node stops at the
 * first line: the rest is only read after it.
 */
import './node-version.mjs';

const { isInstalled } = await import('./setup.mjs');

if (!isInstalled()) {
  console.error('Packages are missing, or older than package-lock.json says: run npm ci first.');
  process.exitCode = 1;
}
