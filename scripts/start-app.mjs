/** npm start: installs and builds what is missing, serves the app on localhost, prints the address. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { serve } from './serve.mjs';
import { build, install, ROOT } from './setup.mjs';

const USAGE = 'npm start -- [--port N]   (the port can also come from the environment, as PORT)';
const USUAL_PORT = 4173;

/** The wanted port, or null where the arguments make no sense. @returns {{ port: number, chosen: boolean } | null} */
function readPort() {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' } } });
    const given = values.port ?? process.env.PORT;
    const port = Number(given ?? USUAL_PORT);
    return Number.isInteger(port) && port >= 0 && port < 65_536
      ? { port, chosen: given !== undefined }
      : null;
  } catch {
    return null;
  }
}

/** @param {number} port @param {boolean} chosen */
async function listen(port, chosen) {
  const root = path.join(ROOT, 'dist');
  try {
    return await serve({ root, port });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken) throw error;
    if (chosen) {
      console.error(`Port ${port} is in use. Choose another: npm start -- --port ${port + 1}`);
      return null;
    }
    return await serve({ root });
  }
}

async function main() {
  const wanted = readPort();
  if (!wanted) {
    console.error(USAGE);
    return 2;
  }
  if (!(await install()) || !(await build())) return 1;
  const served = await listen(wanted.port, wanted.chosen);
  if (!served) return 1;
  console.log(`\nDreamgraph is at ${served.url}\nOnly this machine can reach it. Ctrl+C stops it.`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => void served.close().then(() => process.exit(0)));
  }
  return null;
}

const status = await main();
if (status !== null) process.exitCode = status;
