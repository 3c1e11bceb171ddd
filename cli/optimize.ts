import { createReadStream } from 'node:fs';
import { access, constants, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readBody } from '../scripts/serve.mjs';
import type { HeadlessJob, HeadlessOutcome } from '../src/app/headless/job';
import { fixedSizes, openSizes } from '../src/app/session/fixedSizes';
import { CodedError, type ErrorCode } from '../src/core';
import type { Progress } from '../src/workers/session/protocol';
import { type OptimizeOptions, optimizeUsage, parseOptimizeOptions } from './optimizeOptions';
import { optimizeSummary } from './optimizeSummary';
import { hardwareFirst } from './support/hardwareFirst';
import { onInterrupt } from './support/interrupt';
import { main } from './support/main';
import { openPage } from './support/page';
import { refuseSame } from './support/refuseSame';
import { refuseUnwritable } from './support/refuseUnwritable';
import { UsageError } from './support/usage';
import { writeWhole } from './support/writeWhole';

const LARGEST = 2 ** 31;

await main(optimizeUsage, async (args) => {
  const options = parseOptimizeOptions(args);
  const model = path.resolve(options.model);
  await refuseUnreadable(model);
  const { out, report: reportFile, trace } = options;
  await refuseSame({ 'the model': model, '--out': out, '--report': reportFile, '--trace': trace });
  await refuseUnwritable('--out', options.out);
  await refuseUnwritable('--report', options.report);
  await refuseUnwritable('--trace', options.trace);
  if (options.ep === 'webgpu' && options.threads !== null)
    console.error('--threads is ignored: it is for the WASM provider, and WebGPU was asked for.');
  const open = (webgpu: 'hardware' | 'software'): ReturnType<typeof openPage> =>
    openPage('headless.html', routes(options, model), webgpu, { closeOnInterrupt: false });
  const { page, browser, close } =
    options.ep === 'webgpu' ? await hardwareFirst(open) : await open('software');
  const forget = onInterrupt(() => page.evaluate(() => window.dreamgraph?.stop()));
  try {
    page.on('crash', () => console.error('The page crashed: the machine is probably short of memory.'));
    await page.exposeFunction('onDreamgraphProgress', report);
    await page.waitForFunction(() => window.dreamgraph !== undefined);
    const outcome: HeadlessOutcome = await page.evaluate(
      (job) => window.dreamgraph?.run(job) ?? Promise.reject(new Error('the page is not ready')),
      jobOf(options, model),
    );
    if ('error' in outcome)
      throw CodedError.fromData({ ...outcome.error, code: outcome.error.code as ErrorCode, subject: null });
    const { report: result, fixedDims, unwritten } = outcome;
    const full = {
      ...result,
      versions: { ...result.versions, chromium: browser, node: process.versions.node },
    };
    endLine();
    console.log(optimizeSummary(full));
    const fixed = fixedSizes(fixedDims, (step) => full.steps[step - 1]?.rule);
    const rewritten = full.returned === 'rewritten' && options.out !== null && unwritten === null;
    const open = rewritten ? openSizes(full.dims, fixedDims, true) : null;
    for (const note of [fixed, open]) if (note !== null) console.error(note);
    if (options.report !== null) await writeReport(options.report, full);
    if (unwritten !== null) throw CodedError.fromData(unwritten);
  } finally {
    forget();
    endLine();
    await close();
  }
});

async function writeReport(file: string, report: object): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new CodedError('FILE_UNWRITABLE', `The report could not be written: ${why}`, file, {
      cause: thrown,
    });
  }
}

async function refuseUnreadable(model: string): Promise<void> {
  const info = await stat(model).catch(() => null);
  if (info === null || !info.isFile())
    throw new CodedError('FILE_NOT_ONNX', `There is no file ${model}.`, model);
  if (info.size >= LARGEST)
    throw new CodedError('FILE_TOO_LARGE', `${path.basename(model)} has ${info.size} bytes.`, model);
  const mayRead = await access(model, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!mayRead) throw new UsageError(`${model} cannot be read: its rights do not allow it.`);
}

function routes(options: OptimizeOptions, model: string): Parameters<typeof openPage>[1] {
  const folder = path.dirname(model);
  return {
    'GET /cli/model': (_request, response) => pipeline(createReadStream(model), response),
    'GET /cli/beside/*': async (_request, response, url) => {
      const wanted = path.resolve(folder, decodeURIComponent(url.pathname.slice('/cli/beside/'.length)));
      const within = path.relative(folder, wanted);
      const isOutside = within === '..' || within.startsWith(`..${path.sep}`) || path.isAbsolute(within);
      const inside = !isOutside && (await stat(wanted).catch(() => null))?.isFile();
      if (!inside) {
        response.writeHead(404).end();
        return;
      }
      await pipeline(createReadStream(wanted), response);
    },
    'PUT /cli/out': async (request, response, url) => {
      const beside = url.searchParams.get('beside');
      const out = options.out ?? '';
      const file = beside === null ? out : path.join(path.dirname(out), path.basename(beside));
      await writeWhole(file, request);
      response.writeHead(204).end();
    },
    'PUT /cli/trace': async (request, response) => {
      await writeFile(options.trace ?? '', await readBody(request));
      response.writeHead(204).end();
    },
  };
}

function jobOf(options: OptimizeOptions, model: string): HeadlessJob {
  return {
    name: path.basename(model),
    url: '/cli/model',
    besideUrl: '/cli/beside/',
    outUrl: options.out === null ? null : '/cli/out',
    traceUrl: options.trace === null ? null : '/cli/trace',
    ep: options.ep,
    threads: options.threads,
    agent: options.agent,
    seconds: options.seconds,
    seed: options.seed,
    standardOps: options.standardOps,
    randomWeights: options.randomWeights,
    measureSteps: options.measureSteps,
    specialisation: { dims: options.dims, keepOutputs: options.keepOutputs },
  };
}

/** One line on stderr, rewritten in place on a terminal. */
function report(progress: Progress): void {
  const left = progress.secondsLeft === null ? '' : `, about ${Math.ceil(progress.secondsLeft)} s left`;
  const line = `${progress.message}${left}`;
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
}

function endLine(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}
