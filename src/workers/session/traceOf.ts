import type { RuntimeInfo } from '../../bench';
import { version } from '../../core';
import { dynamicDims } from '../../graph';
import type { Trace, TraceFigure, TraceModel } from '../../trace';
import { ruleListHash, rules, type Target } from '../../transforms';
import type { OptimizeReport } from './protocol';
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
 * @param info of the runtime in use: steps that were measured one by one were measured there
 */
export function traceOf(
  model: OpenModel,
  lastReport: OptimizeReport | null,
  target: Target,
  info: RuntimeInfo | null,
  request: TraceRequest,
): Trace {
  const report = lastReport !== null && isAbout(lastReport, model) ? lastReport : null;
  const originalMs = report?.original.medianMs ?? originalSeen(model);
  const open = request.withNames || request.source.kind !== 'private';
  const measured = model.steps.some((step) => step.measured !== null);
  // What is legal depends on the provider, so the trace is of the one that the rewrites were made for.
  const alone = measured && info?.ep === target.provider ? info : null;
  const used = [...new Set(model.steps.map(({ site }) => site.rule))];
  return {
    model: { sha256: model.sha256, name: request.withNames ? model.name : null, source: request.source },
    ...specialisationOf(model, open),
    ep: report?.ep ?? target.provider,
    device: report?.device ?? alone?.adapter ?? '',
    threads: report?.threads ?? alone?.threads ?? 1,
    standardOps: target.standardOpsOnly,
    versions: { dreamgraph: version, ...(report?.versions ?? alone?.versions) },
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
    steps: model.steps.map((step) => ({
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

/** Whether a report is about these very steps: since it was made, some may have been dropped or added by hand. */
const isAbout = (report: OptimizeReport, { steps }: OpenModel): boolean =>
  report.steps.length === steps.length &&
  steps.every(
    ({ site }, i) =>
      report.steps[i]?.rule === rules[site.rule]?.name && report.steps[i]?.site === nodeKey(site.anchor),
  );

/** The original's median runtime beside the steps that were measured, in milliseconds; null where none was. */
function originalSeen({ steps }: OpenModel): number | null {
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

/** What was imagined of a step, else estimated. Before the clock spoke it is a share of what the original takes by the same prices. */
function predictedOf(
  { imagined, estimated, startMs }: OpenModel['steps'][number],
  originalMs: number | null,
): TraceFigure | null {
  const figure = imagined ?? estimated;
  const of = originalMs ?? startMs ?? 0;
  if (figure === null || of <= 0) return null;
  const kind = imagined === null ? 'estimated' : 'imagined';
  return { kind, relative: figure.ms / of, halfWidth: (figure.high - figure.low) / 2 / of };
}
