import { createReadStream, createWriteStream } from 'node:fs';
import { rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readBody } from '../scripts/serve.mjs';
import type { HeadlessJob, HeadlessOutcome } from '../src/app/headless/job';
import { CodedError, type ErrorCode } from '../src/core';
import type { Progress } from '../src/workers/session/protocol';
import { type OptimizeOptions, optimizeUsage, parseOptimizeOptions } from './optimizeOptions';
import { onInterrupt } from './support/interrupt';
import { main } from './support/main';
import { openPage } from './support/page';

const LARGEST = 2 ** 31;

await main(optimizeUsage, async (args) => {
  const options = parseOptimizeOptions(args);
  const model = path.resolve(options.model);
  await refuseUnreadable(model);
  const { page, browser, close } = await openPage('headless.html', routes(options, model), 'software', {
    closeOnInterrupt: false,
  });
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
    const { report: result } = outcome;
    const full = {
      ...result,
      versions: { ...result.versions, chromium: browser, node: process.versions.node },
    };
    if (options.report !== null) await writeFile(options.report, `${JSON.stringify(full, null, 2)}\n`);
    console.log(summary(full));
  } finally {
    forget();
    endLine();
    await close();
  }
});

async function refuseUnreadable(model: string): Promise<void> {
  const info = await stat(model).catch(() => null);
  if (info === null || !info.isFile())
    throw new CodedError('FILE_NOT_ONNX', `There is no file ${model}.`, model);
  if (info.size >= LARGEST)
    throw new CodedError('FILE_TOO_LARGE', `${path.basename(model)} has ${info.size} bytes.`, model);
}

function routes(options: OptimizeOptions, model: string): Parameters<typeof openPage>[1] {
  const folder = path.dirname(model);
  return {
    'GET /cli/model': (_request, response) => pipeline(createReadStream(model), response),
    'GET /cli/beside/*': async (_request, response, url) => {
      const wanted = path.resolve(folder, decodeURIComponent(url.pathname.slice('/cli/beside/'.length)));
      const inside = wanted.startsWith(folder + path.sep) && (await stat(wanted).catch(() => null))?.isFile();
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
      // Half a file never stands under the name that was asked for.
      await pipeline(request, createWriteStream(`${file}.part`));
      await rename(`${file}.part`, file);
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

function summary(report: Extract<HeadlessOutcome, { report: unknown }>['report']): string {
  const { ratio, ci95 } = report.speedup;
  const figures = `×${ratio.toFixed(3)} (95 % interval ${ci95[0].toFixed(3)}–${ci95[1].toFixed(3)}), ${report.original.medianMs.toPrecision(3)} → ${report.candidate.medianMs.toPrecision(3)} ms on ${report.ep} (${report.device}), ${report.threads} thread(s)`;
  const verdict =
    report.returned === 'rewritten'
      ? `${report.model.name}: ${figures}, ${report.steps.length} rewrites, outputs equal to ${report.equivalence.maxRel.toExponential(1)}`
      : `${report.model.name}: nothing faster was confirmed, the original is returned (best candidate ${figures})`;
  return [verdict, ...stepLines(report)].join('\n');
}

/** The steps as a table: what the world model imagined beside what the clock said. */
function stepLines({ steps }: Extract<HeadlessOutcome, { report: unknown }>['report']): string[] {
  if (steps.length === 0) return [];
  const width = Math.max(...steps.map(({ rule }) => rule.length));
  const figure = (ms: number | null): string => (ms === null ? '–' : ms.toPrecision(3));
  const imagined = ({ imaginedMs, imaginedLowMs, imaginedHighMs }: (typeof steps)[number]): string =>
    imaginedMs === null
      ? '–'
      : `~${figure(imaginedMs)} (${figure(imaginedLowMs)} to ${figure(imaginedHighMs)})`;
  const rows = steps.map((step, i) => {
    const imaginedText = imagined(step).padEnd(24);
    return `${String(i + 1).padStart(4)}  ${step.rule.padEnd(width)}  ${imaginedText}  ${figure(step.measuredMs)}`;
  });
  return [`step  ${'rule'.padEnd(width)}  ${'imagined ms (90 %)'.padEnd(24)}  measured ms`, ...rows];
}
