import type { Trace, TraceFigure, TraceStep } from '../../trace';
import { plural, ratio, time } from '../format';
import { speedWords } from './words';

export interface Field {
  readonly label: string;
  readonly value: string;
}

/** Every field of a trace in words, so that whoever shares it has seen all of it. */
export function fieldsOf(trace: Trace): readonly Field[] {
  const { model, dims, keptOutputs, rules, speedup, steps } = trace;
  const fields: { readonly [K in keyof Trace]: string } & { readonly name: string; readonly source: string } =
    {
      model: `${model.sha256.slice(0, 16)}… (64 digits)`,
      name: model.name ?? 'Left out',
      source: sourceWords(model.source),
      dims: listed(Object.entries(dims).map(([name, size]) => `${dimWords(name)} ${size}`)) || 'None',
      keptOutputs: keptOutputs === null ? 'All' : listed(keptOutputs.map(outputWords)),
      ep: trace.ep === 'wasm' ? 'WASM' : 'WebGPU',
      device: trace.device || 'Not measured',
      threads: String(trace.threads),
      standardOps: trace.standardOps ? 'Only those of ai.onnx' : 'All',
      versions:
        listed(Object.entries(trace.versions).map(([name, version]) => `${name} ${version}`)) || 'None',
      rules: `${plural(rules.length, 'rule')}, hash ${rules.hash}`,
      agent: trace.agent,
      seed: String(trace.seed),
      originalMs: trace.originalMs === null ? 'Not measured' : time(trace.originalMs),
      speedup:
        speedup === null
          ? 'Not measured'
          : `${speedup.confirmed ? '' : `${ratio(speedup.ratio)}, `}${speedWords(speedup)}`,
      base: trace.base ?? 'None',
      steps: plural(steps.length, 'step'),
      current: String(trace.current),
    };
  return labels.map(([key, label]) => ({ label, value: fields[key] }));
}

/** In the order of interest. */
const labels = [
  ['name', 'Model’s name'],
  ['source', 'Where the model is'],
  ['model', 'SHA-256 of its file'],
  ['dims', 'Dimensions'],
  ['keptOutputs', 'Outputs kept'],
  ['steps', 'Rewrites'],
  ['current', 'Step in view'],
  ['speedup', 'Speed-up'],
  ['originalMs', 'Original’s runtime'],
  ['device', 'Device'],
  ['ep', 'Backend'],
  ['threads', 'Threads'],
  ['standardOps', 'Operators allowed'],
  ['versions', 'Versions'],
  ['rules', 'List of rules'],
  ['agent', 'Found by'],
  ['seed', 'Seed'],
  ['base', 'Hash of the graph'],
] as const;

/** A step in words: `node 17, variant 0 · imagined 0.953 ± 0.02 · measured 0.948 ± 0.01 · checked · hash 3f2a`. */
export function stepWords(step: TraceStep): string {
  const parts = [
    `node ${step.anchor}${step.variant === 0 ? '' : `, match ${step.variant}`}`,
    ...[step.predicted, step.measured].flatMap((figure) => (figure === null ? [] : [figureWords(figure)])),
    step.verified === null ? '' : step.verified ? 'outputs checked' : 'outputs differ',
    step.check === null ? '' : `hash ${step.check}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

const figureWords = ({ kind, relative, halfWidth }: TraceFigure): string =>
  `${kind} ${relative.toFixed(3)} ± ${halfWidth.toFixed(3)} of the original`;

function sourceWords(source: Trace['model']['source']): string {
  switch (source.kind) {
    case 'gallery':
      return `In the gallery, as ${source.id}`;
    case 'url':
      return source.url;
    default:
      return 'Private: the file stays here';
  }
}

/** Places stand for names that are kept private. */
const dimWords = (name: string): string => name.replace(/^#(\d+)$/, (_, n) => `no. ${Number(n) + 1}:`);
const outputWords = (name: string): string => name.replace(/^#(\d+)$/, (_, n) => `no. ${Number(n) + 1}`);
const listed = (parts: readonly string[]): string => parts.join(', ');
