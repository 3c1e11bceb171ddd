/**
 * Makes the gallery's ready traces, public/models/traces/<id>.dreamtrace and index.json. Goes on where it stopped: a model whose
 * trace is of the same file and at least as good a run is left alone, so that it can be run a few minutes at a time.
 *
 *   npx tsx scripts/gallery-traces.ts                        known sequences of rewrites, without any figure; takes seconds
 *   npx tsx scripts/gallery-traces.ts --quiet --minutes 6    optimized with the command, with figures: only on a machine
 *                                                            that does nothing else
 *
 * [--seconds N] for search and measuring of each model (default 20) [--threads N] (default 1) [--steps N] measure and check so
 * many steps too [--again] replace what is there [MODEL…]
 *
 * Each model gets the dimensions of its card. The index says of each trace whether a gain was confirmed, ruled out but for a small
 * one, or not settled (scripts/readyOutcome.ts).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createClock } from '../src/agent/clock';
import type { ReadyTrace } from '../src/app/gallery/readyTraces';
import { type Graph, graphCost } from '../src/graph';
import { readTraceFile, type Trace, traceToFile } from '../src/trace';
import { applySite, createMatcher, isRefusal, rules, type Site } from '../src/transforms';
import { openModel } from '../src/workers/session/openModel';
import { playOpenings } from '../src/workers/session/optimize/openings';
import type { OptimizeReport } from '../src/workers/session/protocol';
import { traceOf } from '../src/workers/session/traceOf';
import { readyOutcome } from './readyOutcome';
import { ROOT } from './setup.mjs';

/** Those that gain something first: minutes may run out. */
const order =
  'tiny_attention bert_mini densenet121 tiny_conv gpt_mini mlp_mixer shufflenet_v2_x1_0 lstm_classifier espcn ' +
  'squeezenet1_1 unet_small mobilenet_v3_small mobilenet_v2 resnet18 vit_b_16 bert_base inception_v3 resnet50';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quiet: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    steps: { type: 'string', default: '0' },
    minutes: { type: 'string', default: '1000' },
    seconds: { type: 'string' },
    threads: { type: 'string', default: '1' },
  },
});
/** Where no known sequence applies, at most so many rewrites that save work as it is counted. */
const MOST_STEPS = 24;
const RECIPE_SECONDS = 30;
const seconds = values.seconds ?? '20';
const until = performance.now() + 60_000 * Number(values.minutes);

const folder = path.join(ROOT, 'public', 'models');
const traces = path.join(folder, 'traces');
const indexFile = path.join(traces, 'index.json');
mkdirSync(traces, { recursive: true });

interface Entry extends ReadyTrace {
  readonly sha256: string;
  readonly quiet: boolean;
}
interface Card {
  readonly id: string;
  readonly file: string;
  readonly sha256: string;
  readonly dims: Readonly<Record<string, number>>;
}
const cards: readonly Card[] = JSON.parse(readFileSync(path.join(folder, 'gallery.json'), 'utf8')).models;
const index = new Map<string, Entry>(
  existsSync(indexFile)
    ? (JSON.parse(readFileSync(indexFile, 'utf8')).traces as Entry[]).map((entry) => [entry.model, entry])
    : [],
);

const wanted = positionals.length > 0 ? positionals : order.split(' ');
for (const id of wanted) {
  const card = cards.find((one) => one.id === id);
  if (card === undefined) {
    console.error(`${id}: not in the gallery`);
    process.exitCode = 2;
    continue;
  }
  const known = index.get(id);
  const fresh = known?.sha256 === card.sha256 && (known.quiet || !values.quiet);
  if (fresh && !values.again) continue;
  if (performance.now() > until) {
    console.log('The time is up; run it again to go on.');
    break;
  }
  const start = performance.now();
  try {
    const entry = values.quiet ? optimized(card) : await replayedRecipe(card);
    index.set(id, entry);
    write();
    const figure = entry.speedup === null ? '' : ` ×${entry.speedup.ratio.toFixed(3)}`;
    console.log(
      `${id}: ${entry.steps} steps, ${entry.outcome}${figure} (${((performance.now() - start) / 1000).toFixed(0)} s)`,
    );
  } catch (thrown) {
    const text = String((thrown as { stderr?: unknown }).stderr ?? thrown);
    console.error(`${id}: ${/error [A-Z_]+: .*/.exec(text)?.[0] ?? text.slice(-300)}`);
    process.exitCode = 1;
  }
}

/** Plays the sequences of rewrites that are known to pay: what they give can be watched, and nothing is claimed of it. */
async function replayedRecipe({ id, file, sha256, dims }: Card): Promise<Entry> {
  const model = await openModel({
    files: [new File([readFileSync(path.join(folder, file))], file)],
    randomWeights: 1,
    specialisation: { dims, keepOutputs: null },
  });
  const target = { provider: 'wasm', standardOpsOnly: false } as const;
  const clock = createClock({ seconds: RECIPE_SECONDS, signal: null });
  const found = await playOpenings(model.base, rules, target, clock);
  const left = (steps: (typeof found)[number]): number => graphCost(steps.at(-1)?.graph ?? model.base).macs;
  const [best] = [...found].sort((a, b) => left(a) - left(b) || a.length - b.length);
  const nothing = { estimated: null, imagined: null, measured: null, verified: null };
  const steps = best ?? cheapening(model.base);
  model.steps.push(...steps.map((step) => ({ ...step, ...nothing })));
  const source = { kind: 'gallery', id } as const;
  const trace = traceOf(model, null, target, null, { current: 0, withNames: false, source });
  writeFileSync(
    path.join(traces, `${id}.dreamtrace`),
    traceToFile({ ...trace, agent: best === undefined ? 'counted work' : 'known sequence' }),
  );
  return {
    model: id,
    file: `${id}.dreamtrace`,
    sha256,
    steps: model.steps.length,
    outcome: 'unmeasured',
    speedup: null,
    device: '',
    made: new Date().toISOString().slice(0, 10),
    quiet: false,
  };
}

/** Rewrites that each save most of the arithmetic and memory traffic that is left, as both are counted. */
function cheapening(base: Graph): { readonly site: Site; readonly graph: Graph }[] {
  const target = { provider: 'wasm', standardOpsOnly: false } as const;
  const matcher = createMatcher(rules, target);
  const work = (graph: Graph): number => {
    const { macs, bytesRead, bytesWritten } = graphCost(graph);
    return macs + bytesRead + bytesWritten;
  };
  const made: { readonly site: Site; readonly graph: Graph }[] = [];
  while (made.length < MOST_STEPS) {
    const graph = made.at(-1)?.graph ?? base;
    let least = work(graph);
    let chosen: (typeof made)[number] | null = null;
    for (const site of matcher.matchAll(graph).all()) {
      const applied = applySite(rules, graph, site, target);
      const left = isRefusal(applied) ? Number.POSITIVE_INFINITY : work(applied.graph);
      if (isRefusal(applied) || left >= least) continue;
      least = left;
      chosen = { site, graph: applied.graph };
    }
    if (chosen === null) break;
    made.push(chosen);
  }
  return made;
}

function optimized({ id, file, sha256, dims }: Card): Entry {
  const scratch = mkdtempSync(path.join(tmpdir(), 'dreamgraph-'));
  try {
    const report = path.join(scratch, 'report.json');
    const out = path.join(scratch, 'trace.dreamtrace');
    const options = ['--seconds', seconds, '--threads', values.threads, '--random-weights', '--seed', '1'];
    for (const [name, size] of Object.entries(dims)) options.push('--dim', `${name}=${size}`);
    options.push('--steps', values.steps);
    const args = ['tsx', 'cli/optimize.ts', path.join(folder, file), ...options];
    execFileSync('npx', [...args, '--trace', out, '--report', report], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 2 ** 28,
    });
    const said = JSON.parse(readFileSync(report, 'utf8')) as OptimizeReport;
    const { trace } = readTraceFile(readFileSync(out, 'utf8'));
    const believed = said.trouble === null;
    const shown = published(trace, id, believed);
    writeFileSync(path.join(traces, `${id}.dreamtrace`), traceToFile(shown));
    return {
      model: id,
      file: `${id}.dreamtrace`,
      sha256,
      steps: shown.steps.length,
      outcome: readyOutcome(shown),
      speedup: shown.speedup && { ratio: shown.speedup.ratio, ci95: shown.speedup.ci95 },
      device: `${said.device}, WASM with ${said.threads} ${said.threads === 1 ? 'thread' : 'threads'}`,
      made: new Date().toISOString().slice(0, 10),
      quiet: believed,
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A trace as the gallery shows it. What the clock said on a machine that did other things is not passed on. */
function published(trace: Trace, id: string, believed: boolean): Trace {
  const own: Trace = {
    ...trace,
    model: { ...trace.model, name: null, source: { kind: 'gallery', id } },
    current: 0,
  };
  if (believed) return own;
  return {
    ...own,
    speedup: null,
    originalMs: null,
    steps: own.steps.map((step) => ({ ...step, measured: null })),
  };
}

function write(): void {
  const sorted = cards.flatMap(({ id }) => index.get(id) ?? []);
  writeFileSync(indexFile, `${JSON.stringify({ version: 1, traces: sorted }, null, 2)}\n`);
}
