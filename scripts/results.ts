/**
 * Optimizes models with the command, one after the other, and writes a page: what was returned, the speed-up with its
 * interval, and whether an independent onnxruntime-web loads the output. On a machine with nothing else to do:
 * npx tsx scripts/results.ts [--seconds 30] [--threads 1] [--out .cache/results.md] [MODEL…]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as ort from 'onnxruntime-web';
import { describeMachine } from '../perf/machine';
import { modelPath } from '../perf/models';
import { decodeModel, elementCount, storageBytes } from '../src/graph';
import { rules } from '../src/transforms';
import type { OptimizeReport } from '../src/workers/session/protocol';
import { ROOT } from './setup.mjs';

const everyModel =
  'bert_mini vit_tiny densenet121 squeezenet1_1 mobilenet_v2 shufflenet_v2_x1_0 resnet18 yolox_nano ultraface_rfb_320 yunet_320 fastestdet ' +
  'ppocr_cls fsanet espcn silero_vad_16k dtln_2 gtcrn tf_bert_qa_shrunk gpt2_past_shrunk t5_encoder_random mobilenet_v2_int8 ' +
  'resnet50 inception_v3 vit_b_16 bert_base swin_t style_mosaic';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '30' },
    threads: { type: 'string', default: '1' },
    out: { type: 'string', default: '.cache/results.md' },
  },
});

type Report = OptimizeReport;
const folder = mkdtempSync(path.join(tmpdir(), 'dreamgraph-'));
const rows: string[] = [];
let chromium = '';

for (const name of positionals.length > 0 ? positionals : everyModel.split(' ')) {
  const model = modelPath(name);
  if (model === null) {
    console.error(`${name}: not here, skipped`);
    continue;
  }
  const start = performance.now();
  const row = await rowOf(name, model);
  rows.push(row);
  console.log(`${row}  (${((performance.now() - start) / 1000).toFixed(0)} s)`);
  writeFileSync(values.out, page());
}

async function rowOf(name: string, model: string): Promise<string> {
  const report = path.join(folder, `${name}.json`);
  const out = path.join(folder, `${name}.onnx`);
  try {
    const options = [
      '--random-weights',
      '--no-steps',
      '--seconds',
      values.seconds,
      '--threads',
      values.threads,
    ];
    const args = ['tsx', 'cli/optimize.ts', model, ...options, '--report', report, '--out', out];
    execFileSync('npx', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 2 ** 28 });
  } catch (thrown) {
    const text = String((thrown as { stderr?: unknown }).stderr ?? thrown);
    const reason = /error [A-Z_]+: .*/.exec(text)?.[0] ?? 'it ended without a reason';
    return `| ${name} | ${reason} | | | | | | | |`;
  }
  const r = JSON.parse(readFileSync(report, 'utf8')) as Report;
  chromium = r.versions.chromium ?? chromium;
  const ratio = (x: { ratio: number; ci95: readonly [number, number] } | null) =>
    x === null ? '–' : `${x.ratio.toFixed(3)} (${x.ci95[0].toFixed(3)}–${x.ci95[1].toFixed(3)})`;
  const macs = r.arithmetic.originalMacs / Math.max(1, r.arithmetic.candidateMacs);
  return `| ${[
    name + (r.model.weights === 'random' ? ' °' : ''),
    r.returned,
    ratio(r.speedup),
    `${(100 * r.speedup.noise).toFixed(1)} %`,
    ratio(r.speedupUnoptimizedRuntime),
    macs.toFixed(3),
    r.steps.length,
    `${r.equivalence.passed ? 'yes' : 'NO'}, ${r.equivalence.maxRel.toExponential(1)}`,
    await loads(out),
  ].join(' | ')} |`;
}

/** Whether onnxruntime-web takes the output, its external file filled with zeros where there is one. */
async function loads(file: string): Promise<string> {
  const bytes = new Uint8Array(readFileSync(file));
  const sizes = new Map<string, number>();
  for (const { constant } of decodeModel(bytes).values()) {
    if (constant?.kind !== 'tensor' || constant.source.at !== 'external') continue;
    const { location, offset, length } = constant.source;
    const end = offset + (length ?? storageBytes(constant.dtype, elementCount(constant.shape)));
    sizes.set(location, Math.max(end, sizes.get(location) ?? 0));
  }
  const externalData = [...sizes].map(([name, size]) => ({ path: name, data: new Uint8Array(size) }));
  try {
    const session = await ort.InferenceSession.create(bytes, { externalData });
    await session.release();
    return 'yes';
  } catch (thrown) {
    return `NO: ${thrown instanceof Error ? thrown.message.slice(0, 80) : String(thrown)}`;
  }
}

function page(): string {
  const machine = describeMachine({ chromium: chromium === '' ? null : `Chromium ${chromium}` });
  return `# What the main job gives

Made by \`npx tsx scripts/results.ts\` on ${new Date().toISOString().slice(0, 10)}: ${machine.cores} cores (${machine.cpu}), no GPU,
Node ${machine.node}, ${machine.chromium ?? 'Chromium'}, onnxruntime-web ${machine.onnxruntimeWeb}; WASM, ${values.threads} thread(s),
${values.seconds} s for search and measuring, seed 0, ${rules.length} rules, default search.
Ratios are original ÷ candidate from a fresh interleaved run, with a 95 % interval; ° seeded random weights (the file has none).
A row whose interval does not clear 1.0 beyond the machine's noise returns the original: losses stay in the table.

| model | returned | speed-up over ORT \`all\` | A/A noise | with ORT's optimizer off | multiply-adds, original ÷ candidate | rewrites | equivalent, largest relative difference | output loads |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
if (!existsSync(values.out)) process.exitCode = 1;
process.exit();
