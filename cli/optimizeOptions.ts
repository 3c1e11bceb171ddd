import { parseArgs } from 'node:util';
import { searchNames } from '../src/agent/registry';
import { UsageError } from './support/usage';

export interface OptimizeOptions {
  readonly model: string;
  readonly out: string | null;
  readonly report: string | null;
  readonly trace: string | null;
  readonly ep: 'wasm' | 'webgpu';
  /** null: what the machine does best. */
  readonly threads: number | null;
  readonly standardOps: boolean;
  readonly randomWeights: boolean;
  readonly agent: string;
  readonly seconds: number;
  readonly seed: number;
  readonly dims: Readonly<Record<string, number>>;
  readonly keepOutputs: readonly string[] | null;
  readonly measureSteps: number;
}

export const optimizeUsage = `usage: npm run --silent optimize -- MODEL.onnx [options]
  --out O.onnx           write the resulting model (the original when nothing is faster), before its steps are measured
  --report R.json        write the report
  --trace T.dreamtrace   write the trace, without weights and names, to be opened on the page
  --ep wasm|webgpu       provider (default wasm); webgpu takes the GPU where Chromium finds one, else a software adapter
                         on the processor, whose times say nothing of a GPU
  --threads N            threads of the WASM provider (default: what the machine does best)
  --standard-ops         keep to ai.onnx operators
  --random-weights       seeded random weights where external data is missing (for timing only)
  --agent NAME           one of the searches below (default: auto, which takes what is best of several)
  --seconds N            time for search and measuring before the confirmation (default 30)
  --seed N               seed of everything random (default 0)
  --dim name=value       a dynamic dimension's size; may be given several times
  --keep-output name     an output to keep; may be given several times (default: all)
  --steps N              measure at most N steps of the chosen trace, those that tell most of its curve (default 64)
  --no-steps             measure none of them

Ctrl+C ends it early: what is best so far is confirmed and written. A second one gives up.
searches: ${searchNames.join(', ')}`;

/** @throws UsageError, or parseArgs' own error, when the arguments are wrong. */
export function parseOptimizeOptions(args: readonly string[]): OptimizeOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      report: { type: 'string' },
      trace: { type: 'string' },
      ep: { type: 'string', default: 'wasm' },
      threads: { type: 'string' },
      'standard-ops': { type: 'boolean', default: false },
      'random-weights': { type: 'boolean', default: false },
      agent: { type: 'string', default: 'auto' },
      seconds: { type: 'string', default: '30' },
      seed: { type: 'string', default: '0' },
      dim: { type: 'string', multiple: true, default: [] },
      'keep-output': { type: 'string', multiple: true, default: [] },
      steps: { type: 'string', default: '64' },
      'no-steps': { type: 'boolean', default: false },
    },
  });
  const [model, ...more] = positionals;
  if (model === undefined || more.length > 0) throw new UsageError('Give exactly one model.');
  if (!searchNames.includes(values.agent))
    throw new UsageError(`There is no agent "${values.agent}"; there are: ${searchNames.join(', ')}.`);
  if (values.ep !== 'wasm' && values.ep !== 'webgpu') throw new UsageError('--ep is wasm or webgpu.');
  return {
    model,
    out: values.out ?? null,
    report: values.report ?? null,
    trace: values.trace ?? null,
    ep: values.ep,
    threads: values.threads === undefined ? null : number('--threads', values.threads, 1),
    standardOps: values['standard-ops'],
    randomWeights: values['random-weights'],
    agent: values.agent,
    seconds: number('--seconds', values.seconds, 1),
    seed: number('--seed', values.seed, 0),
    dims: Object.fromEntries(values.dim.map(dimension)),
    keepOutputs: values['keep-output'].length > 0 ? values['keep-output'] : null,
    measureSteps: values['no-steps'] ? 0 : number('--steps', values.steps, 0),
  };
}

function number(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new UsageError(`${option} takes an integer of at least ${least}.`);
  return value;
}

function dimension(text: string): [string, number] {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new UsageError('--dim takes name=value.');
  return [text.slice(0, at), number('--dim', text.slice(at + 1), 1)];
}
