import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Case } from './cases';
import type { Job, Report, RunResult, Stage } from './protocol';

export interface PoolOptions {
  readonly processes: number;
  /** Time for one model, both runs together. */
  readonly limitMs: number;
  /** WASM memory never shrinks: a process is replaced after this many models. */
  readonly modelsPerProcess: number;
  readonly onDone: (done: number) => void;
}

const childFile = fileURLToPath(new URL('./child.ts', import.meta.url));
/** The child is TypeScript like this file, whoever started this one. */
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Runs every case in child processes. A crash or a hang costs one process and is reported, never thrown. */
export async function runAll(cases: readonly Case[], options: PoolOptions): Promise<readonly RunResult[]> {
  const results: RunResult[] = [];
  let next = 0;
  let done = 0;
  const take = (): Job | null => {
    const item = cases[next];
    return item === undefined ? null : { id: next++, item };
  };
  const settle = (id: number, result: RunResult): void => {
    results[id] = result;
    options.onDone(++done);
  };
  const lane = async (): Promise<void> => {
    while (next < cases.length) await runSome(take, settle, options);
  };
  await Promise.all(Array.from({ length: options.processes }, lane));
  return results;
}

/** Keeps one process busy until it dies, hangs, is due for replacement or there is nothing left. */
function runSome(
  take: () => Job | null,
  settle: (id: number, result: RunResult) => void,
  { limitMs, modelsPerProcess }: PoolOptions,
): Promise<void> {
  return new Promise((resolve) => {
    const child: ChildProcess = fork(childFile, { execArgv: ['--import', loader], stdio: 'ignore' });
    let job: Job | null = null;
    let stage: Stage = 'as-is';
    let served = 0;
    let timer: NodeJS.Timeout | undefined;
    const give = (): void => {
      clearTimeout(timer);
      job = served++ < modelsPerProcess ? take() : null;
      if (job === null) {
        child.disconnect();
        return;
      }
      stage = 'as-is';
      timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
      child.send(job);
    };
    child.on('message', (report: Report) => {
      if (report.kind === 'stage') stage = report.stage;
      if (report.kind === 'done' && job !== null) {
        const { id } = job;
        job = null;
        settle(id, { asIs: report.asIs, after: report.after });
      }
      if (report.kind !== 'stage') give();
    });
    child.on('exit', () => {
      clearTimeout(timer);
      if (job !== null) {
        const asIs = stage === 'as-is' ? 'crashed' : 'right';
        settle(job.id, { asIs, after: stage === 'as-is' ? null : 'crashed' });
      }
      resolve();
    });
  });
}
