import type { Trace, TraceFigure, TraceModel } from '../../trace';
import { ruleListHash, rules } from '../../transforms';
import type { Figure, OptimizeReport } from './protocol';
import type { OpenModel } from './state';

export interface TraceRequest {
  /** The step in view. */
  readonly current: number;
  /** Whether the trace may say what the model is called. */
  readonly withNames: boolean;
  readonly source: TraceModel['source'];
}

/** The current trace as data. Names of dimensions and outputs belong to the model and are left out with its name. */
export function traceOf(model: OpenModel, report: OptimizeReport | null, request: TraceRequest): Trace {
  const originalMs = report?.original.medianMs ?? null;
  const open = request.withNames || request.source.kind !== 'private';
  return {
    model: { sha256: model.sha256, name: request.withNames ? model.name : null, source: request.source },
    dims: open ? model.specialisation.dims : {},
    keptOutputs: open ? model.specialisation.keepOutputs : null,
    ep: report?.ep ?? 'wasm',
    device: report?.device ?? '',
    threads: report?.threads ?? 1,
    standardOps: false,
    versions: report?.versions ?? {},
    rules: { length: rules.length, hash: ruleListHash() },
    agent: report?.agent ?? 'by hand',
    seed: report?.seed ?? 0,
    originalMs,
    speedup: report && { ratio: report.speedup.ratio, ci95: report.speedup.ci95 },
    steps: model.steps.map((step) => ({
      rule: step.site.rule,
      anchor: step.site.anchor,
      variant: step.site.variant,
      predicted: step.imagined
        ? relative('imagined', step.imagined, originalMs)
        : relative('estimated', step.estimated, originalMs),
      measured: step.measured && {
        kind: 'measured',
        relative: 1 / step.measured.ratio,
        halfWidth: (1 / step.measured.ratioLow - 1 / step.measured.ratioHigh) / 2,
      },
      verified: step.verified,
    })),
    current: request.current,
  };
}

function relative(
  kind: TraceFigure['kind'],
  figure: Figure | null,
  originalMs: number | null,
): TraceFigure | null {
  if (figure === null || originalMs === null || originalMs <= 0) return null;
  return { kind, relative: figure.ms / originalMs, halfWidth: (figure.high - figure.low) / 2 / originalMs };
}
