import type { RuntimeInfo } from '../../bench';
import { version } from '../../core';
import { dynamicDims } from '../../graph';
import type { Trace, TraceFigure, TraceModel } from '../../trace';
import { ruleListHash, rules, type Target } from '../../transforms';
import { figuresOn, measuredOn } from './oneTarget';
import type { Figure, OptimizeReport } from './protocol';
import { checkHash } from './replayTrace';
import type { OpenModel } from './state';
import { nodeKey } from './view';

export interface TraceRequest {
  /** The step in view. */
  readonly current: number;
  /** Whether the trace may say what the model, its dimensions and its outputs are called. */
  readonly withNames: boolean;
  readonly source: TraceModel['source'];
}

/**
 * The current trace as data. Where names are kept private, dimensions and outputs are told by their place.
 * @param info of the runtime in use: steps that were measured one by one were measured with its version
 */
export function traceOf(
  model: OpenModel,
  lastReport: OptimizeReport | null,
  target: Target,
  info: RuntimeInfo | null,
  request: TraceRequest,
): Trace {
  const report = reportAbout(lastReport, model);
  const on = figuresOn(model.steps, report);
  // What is legal depends on the provider, so the trace is of the one that the rewrites were made for. It speaks of one
  // target: what the clock said on others is left out.
  const here = report !== null || on?.ep === target.provider ? on : null;
  const steps = model.steps.map((step) => ({ ...step, measured: measuredOn(step, here) }));
  const originalMs = report?.original.medianMs ?? originalSeen(steps);
  const open = request.withNames || request.source.kind !== 'private';
  const used = [...new Set(model.steps.map(({ site }) => site.rule))];
  return {
    model: { sha256: model.sha256, name: request.withNames ? model.name : null, source: request.source },
    ...specialisationOf(model, open),
    ep: report?.ep ?? target.provider,
    device: here?.adapter ?? '',
    threads: here?.threads ?? 1,
    standardOps: target.standardOpsOnly,
    versions: { dreamgraph: version, ...(report?.versions ?? (here === null ? {} : info?.versions)) },
    rules: {
      length: rules.length,
      hash: ruleListHash(),
      names: Object.fromEntries(used.map((rule) => [String(rule), rules[rule]?.name ?? ''])),
    },
    agent: report?.agent ?? 'by hand',
    seed: report?.seed ?? 0,
    originalMs,
    speedup: speedupOf(report),
    base: checkHash(model.base),
    steps: steps.map((step) => ({
      rule: step.site.rule,
      anchor: step.site.anchor,
      variant: step.site.variant,
      predicted: predictedOf(step, originalMs),
      measured: step.measured && {
        kind: 'measured',
        relative: 1 / step.measured.ratio,
        halfWidth: (1 / step.measured.ratioLow - 1 / step.measured.ratioHigh) / 2,
      },
      verified: step.verified,
      check: checkHash(step.graph),
    })),
    current: request.current,
  };
}

/** The confirmation's figure, which is a claim only where the rewritten model was returned for it. */
function speedupOf(report: OptimizeReport | null): Trace['speedup'] {
  if (report === null || report.trouble !== null || report.steps.length === 0) return null;
  const { ratio, ci95 } = report.speedup;
  return { ratio, ci95, confirmed: report.returned === 'rewritten' && ci95[0] > 1 };
}

/** The report, where it is about a model's present steps; else null. */
export const reportAbout = (report: OptimizeReport | null, model: OpenModel): OptimizeReport | null =>
  report !== null && isAbout(report, model) ? report : null;

/** Whether a report is about these very steps: since it was made, some may have been dropped or added by hand. */
const isAbout = (report: OptimizeReport, { steps }: OpenModel): boolean =>
  report.steps.length === steps.length &&
  steps.every(
    ({ site }, i) =>
      report.steps[i]?.rule === rules[site.rule]?.name && report.steps[i]?.site === nodeKey(site.anchor),
  );

/** The original's median runtime beside the steps that were measured, in milliseconds; null where none was. */
function originalSeen(steps: OpenModel['steps']): number | null {
  const seen = steps.flatMap(({ measured }) => (measured === null ? [] : [measured.ms * measured.ratio]));
  return seen.sort((a, b) => a - b)[seen.length >> 1] ?? null;
}

function specialisationOf(
  { decoded, specialisation }: OpenModel,
  open: boolean,
): Pick<Trace, 'dims' | 'keptOutputs'> {
  const { dims, keepOutputs } = specialisation;
  if (open) return { dims, keptOutputs: keepOutputs };
  const names = dynamicDims(decoded).map(({ name }) => name);
  const outputs = decoded.outputs.map((id) => decoded.value(id).name);
  const placed = (name: string, list: readonly string[]): string => `#${list.indexOf(name)}`;
  return {
    dims: Object.fromEntries(Object.entries(dims).map(([name, size]) => [placed(name, names), size])),
    keptOutputs: keepOutputs?.map((name) => placed(name, outputs)) ?? null,
  };
}

/** An interval that spans more than this factor is of a dream that lost its way: no reader shows it. */
const LOST = 10;
/** So many times the original's runtime is no forecast, and no reader takes it. */
const FARTHEST = 1000;

/**
 * What was imagined of a step, else estimated; null where neither is a figure. Before the clock spoke it is a share of what the
 * original takes by the same prices.
 */
function predictedOf(
  { imagined, estimated, startMs }: OpenModel['steps'][number],
  originalMs: number | null,
): TraceFigure | null {
  const of = originalMs ?? startMs ?? 0;
  const isFigure = ({ low, high }: Figure): boolean => high <= LOST * low && high <= FARTHEST * of;
  const kind = imagined !== null && isFigure(imagined) ? 'imagined' : 'estimated';
  const figure = kind === 'imagined' ? imagined : estimated;
  if (figure === null || of <= 0 || !isFigure(figure)) return null;
  return { kind, relative: figure.ms / of, halfWidth: (figure.high - figure.low) / 2 / of };
}
