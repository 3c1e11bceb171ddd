import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describeMachine } from '../../perf/machine';
import type { ChildJob } from './childJob';
import { closeAttempts } from './closeAttempts';
import { openRecords } from './records';

const childFile = fileURLToPath(new URL('./child.ts', import.meta.url));
/** The child is TypeScript like this file, whoever started this one. */
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/**
 * Where everything measured on this machine with these versions is kept. Each model has a table of operator times of its own, as in a
 * session: what was not timed is guessed from the rest, and another model's operators make other guesses.
 */
export function filesOf(
  cache: string,
  threads: number,
): { readonly records: string; readonly costsOf: (model: string) => string } {
  const { cores, cpu, os, node, onnxruntimeWeb } = describeMachine();
  const about = [cores, cpu, os, node.split('.')[0], onnxruntimeWeb, threads].join('|');
  const scope = createHash('sha256').update(about).digest('hex').slice(0, 12);
  return {
    records: path.resolve(cache, `records-${scope}.jsonl`),
    costsOf: (model) => path.resolve(cache, `costs-${scope}-${model}.json`),
  };
}

/** A process is replaced this often before its model is given up for this sitting. */
const processes = 3;
/** What a sitting may run over its end: a measurement is not broken off. Milliseconds. */
const grace = 120_000;
/** A process that records nothing for so long hangs on what it measures. Milliseconds. */
const silence = 3_600_000;
/** What a shell expects of a process that Ctrl+C ended. */
const interruptedStatus = 130;

/** Evaluates one model in processes of its own; goes on after a crash, without what caused it twice. */
export async function runChild(job: ChildJob): Promise<void> {
  for (let attempt = 0; attempt < processes; attempt++) {
    if (job.deadline !== null && Date.now() > job.deadline) return;
    if ((await once(job)) === 0) return;
  }
  console.error(`${job.model}: given up for this sitting`);
}

function once(job: ChildJob): Promise<number> {
  const beginning = openRecords(job.records).all.length;
  return new Promise((resolve) => {
    // All of the runtime's code is compiled at once: a kernel that stays in the first tier slows one graph and not another.
    const execArgv = ['--import', loader, '--max-old-space-size=6144', '--no-wasm-dynamic-tiering'];
    const child = fork(childFile, [JSON.stringify(job)], { execArgv, stdio: ['ignore', 2, 2, 'ipc'] });
    let [ended, interrupted] = [false, false];
    const end = (): void => {
      ended = true;
      child.kill('SIGKILL');
    };
    const interrupt = (): void => {
      interrupted = true;
      end();
    };
    process.on('SIGINT', interrupt);
    const limit = job.deadline === null ? null : job.deadline - Date.now() + grace;
    const timer = limit === null ? undefined : setTimeout(end, limit);
    const begin = Date.now();
    // What it hangs on stays suspect.
    const watch = setInterval(() => {
      const written = existsSync(job.records) ? statSync(job.records).mtimeMs : begin;
      if (Date.now() - Math.max(begin, written) > silence) child.kill('SIGKILL');
    }, 60_000);
    child.on('exit', (code) => {
      clearTimeout(timer);
      clearInterval(watch);
      process.off('SIGINT', interrupt);
      if (ended) closeAttempts(openRecords(job.records), beginning);
      if (interrupted) process.exit(interruptedStatus);
      resolve(code ?? 1);
    });
  });
}
