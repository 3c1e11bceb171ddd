import { CodedError, toErrorData } from '../../core';
import { traceToFile } from '../../trace';
import { createSession, type SessionClient } from '../../workers/session/client';
import type { OptimizeReport, Target } from '../../workers/session/protocol';
import type { HeadlessJob, HeadlessOutcome, Written } from './job';
import { onceMore } from './onceMore';

let running: SessionClient | null = null;
let stopped = false;

/** The page without a window: the same session as the explorer's, driven by the command `optimize`. */
window.dreamgraph = {
  stop: async () => {
    stopped = true;
    await running?.call('stop', null);
  },
  run: async (job) => {
    const session = createSession();
    running = session;
    try {
      session.on('progress', (progress) => window.onDreamgraphProgress?.(progress));
      const url = new URL('./models/dreamgraph.dgck', document.baseURI).href;
      await session.call('useWorldModel', { kind: 'dreamgraph', version: 'pretrained', checkpoint: { url } });
      return await optimize(session, job);
    } catch (thrown) {
      return { error: toErrorData(thrown, 'WORKER_FAILED') };
    } finally {
      running = null;
      session.dispose();
    }
  },
};

async function optimize(session: SessionClient, job: HeadlessJob): Promise<HeadlessOutcome> {
  const file = await fetchFile(job.url, job.name);
  if (file === null) throw new CodedError('NETWORK', `${job.name} could not be read`, job.name);
  let opened = await session.call('open', {
    files: [file],
    randomWeights: null,
    specialisation: job.specialisation,
  });
  if (opened.missingFiles.length > 0) {
    const beside = await Promise.all(opened.missingFiles.map((name) => fetchBeside(job, name)));
    const found = beside.filter((f) => f !== null);
    if (found.length > 0) opened = await session.call('addWeights', { files: found });
  }
  if (opened.weights === 'missing') {
    if (!job.randomWeights) {
      throw new CodedError(
        'WEIGHTS_MISSING',
        `${job.name} keeps weights in ${opened.missingFiles.join(', ')}`,
      );
    }
    opened = await session.call('acceptRandomWeights', { seed: job.seed });
  }
  if (opened.notTimeable !== null) throw CodedError.fromData(opened.notTimeable);
  const target = await chooseTarget(session, job);
  // The file is there as soon as there is a result: the measuring of its steps may take minutes, and may be interrupted.
  const writing: { done: Promise<Written> | null } = { done: null };
  // A stop while the file is computed ends that too.
  const write = (result: OptimizeReport): Promise<Written> =>
    onceMore(
      () => stopped,
      () => writeModel(session, job, result),
    );
  session.on('result', (result) => {
    writing.done = write(result);
    // What its steps take need not be measured any more.
    writing.done.catch(() => session.call('stop', null).catch(() => undefined));
  });
  if (stopped) throw new CodedError('STOPPED', 'Stopped before the search began; nothing was written.');
  const report: OptimizeReport = await session.call('optimize', {
    target,
    seconds: job.seconds,
    seed: job.seed,
    agent: job.agent,
    standardOps: job.standardOps,
    measureSteps: job.measureSteps,
  });
  const troubles: unknown[] = [];
  const written = await (writing.done ?? write(report)).catch((thrown: unknown): Written => {
    troubles.push(thrown);
    return { externals: [], fixedDims: [] };
  });
  await writeTrace(session, job, report).catch((thrown: unknown) => troubles.push(thrown));
  const [first] = troubles;
  return {
    report,
    ...written,
    unwritten: first === undefined ? null : toErrorData(first, 'FILE_UNWRITABLE'),
  };
}

async function writeTrace(
  session: SessionClient,
  { traceUrl }: HeadlessJob,
  report: OptimizeReport,
): Promise<void> {
  if (traceUrl === null) return;
  const source = { kind: 'private' } as const;
  const trace = await session.call('trace', { current: report.steps.length, withNames: false, source });
  await put(traceUrl, new Blob([traceToFile(trace)]));
}

/** Writes what is returned where the job says. */
async function writeModel(
  session: SessionClient,
  { outUrl }: HeadlessJob,
  { returned, steps }: OptimizeReport,
): Promise<Written> {
  if (outUrl === null) return { externals: [], fixedDims: [] };
  const { blob, external, fixedDims } = await session.call('encode', {
    step: returned === 'rewritten' ? steps.length : 0,
  });
  // The model last: where it stands, all that it points at does.
  for (const { name, blob: beside } of external)
    await put(`${outUrl}?beside=${encodeURIComponent(name)}`, beside);
  await put(outUrl, blob);
  return { externals: external.map(({ name }) => name), fixedDims };
}

async function chooseTarget(session: SessionClient, job: HeadlessJob): Promise<Target> {
  const targets = await session.call('targets', null);
  const target = targets.find((t) => t.ep === job.ep);
  if (target === undefined || target.unavailable !== null) {
    throw new CodedError('PROVIDER_UNAVAILABLE', target?.unavailable ?? `${job.ep} is not available here`);
  }
  return job.threads === null || job.ep !== 'wasm' ? target : { ...target, threads: job.threads };
}

async function fetchBeside(job: HeadlessJob, name: string): Promise<File | null> {
  return fetchFile(`${job.besideUrl}${encodeURIComponent(name)}`, name);
}

async function fetchFile(url: string, name: string): Promise<File | null> {
  const response = await fetch(url);
  return response.ok ? new File([await response.blob()], name) : null;
}

async function put(url: string, body: Blob): Promise<void> {
  const response = await fetch(url, { method: 'PUT', body });
  if (!response.ok)
    throw new CodedError('FILE_UNWRITABLE', `A file could not be written: ${await response.text()}`);
}
