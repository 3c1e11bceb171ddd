import type { EquivalenceReport } from '../../../bench';
import { CodedError } from '../../../core';
import { type Equivalence, graphCost, overridableInputs } from '../../../graph';
import { rules } from '../../../transforms';
import type { OptimizeReport } from '../protocol';
import { nodeKey } from '../view';
import type { Confirmed } from './confirm';
import type { Job } from './job';

export interface ReportParts {
  readonly job: Job;
  readonly agent: string;
  readonly confirmed: Confirmed;
  /** null: nothing was rewritten, so there was nothing to compare. */
  readonly equivalence: EquivalenceReport | null;
  /** Why nothing was returned of what was found, in words; null: something was, or nothing was found. */
  readonly reason: string | null;
  /** The result against the original on WASM; null where that was not asked or could not be run. */
  readonly onWasm: Equivalence | null;
  readonly search: OptimizeReport['search'];
}

/** The report of docs/design.md. The original is returned unless the confirmation is a win beyond the machine's noise. */
export function reportOf({
  job,
  agent,
  confirmed,
  equivalence,
  reason,
  onWasm,
  search,
}: ReportParts): OptimizeReport {
  const { model, params } = job;
  const { all, disabled, specialising, graph } = confirmed;
  const { info } = all;
  const rewritten = model.steps.length > 0 && all.win && equivalence?.passed === true;
  return {
    model: {
      name: model.name,
      sha256: model.sha256,
      nodes: model.base.size,
      bytes: model.bytes,
      weights: model.weights.missing(model.base).length === 0 ? 'real' : 'random',
    },
    dims: model.specialisation.dims,
    keptOutputs: model.specialisation.keepOutputs,
    fixedInputs: overridableInputs(model.decoded).map((id) => model.decoded.value(id).name),
    ep: params.target.ep,
    fellBack: job.fellBack,
    device: info.adapter,
    software: info.software,
    threads: info.threads,
    versions: info.versions,
    agent,
    seed: params.seed,
    returned: rewritten ? 'rewritten' : 'original',
    original: { medianMs: all.a.medianMs, runs: all.a.runs, level: 'all' },
    candidate: { medianMs: all.b.medianMs, runs: all.b.runs, level: 'all', nodes: graph.size },
    speedup: { ratio: all.ratio, ci95: finite(all.ci95), noise: all.noise },
    samples: { original: all.a.samples.map(rounded), candidate: all.b.samples.map(rounded) },
    trouble: all.trouble && new CodedError(all.trouble.code, all.trouble.message).toData(),
    speedupUnoptimizedRuntime: disabled && { ratio: disabled.ratio, ci95: finite(disabled.ci95) },
    specialising: specialising && { ratio: specialising.ratio, ci95: finite(specialising.ci95) },
    arithmetic: { originalMacs: graphCost(model.base).macs, candidateMacs: graphCost(graph).macs },
    equivalence: {
      passed: equivalence?.passed ?? true,
      inputs: equivalence?.inputs ?? 0,
      maxAbs: equivalence?.maxAbs ?? 0,
      maxRel: equivalence?.maxRel ?? 0,
      tolerance: equivalence?.tolerance ?? 0,
      roundingNoise: equivalence?.roundingNoise ?? null,
      // There are no others: a rule changes nothing beyond rounding. Which of them round is a step's `exactness`.
      exactRulesOnly: true,
      outputs: (equivalence?.outputs ?? [])
        .toSorted((a, b) => b.maxRel - a.maxRel)
        .slice(0, mostOutputs)
        .map(({ output, maxAbs, maxRel, maxUlp }) => ({ output, maxAbs, maxRel, maxUlp })),
      ...(equivalence?.uncompared.length ? { uncompared: equivalence.uncompared.slice(0, mostOutputs) } : {}),
      onWasm: onWasm && { passed: onWasm.passed, maxRel: onWasm.maxRel, tolerance: onWasm.tolerance },
      ...(reason === null ? {} : { reason }),
    },
    steps: stepsOf(job),
    search,
  };
}

/** Models with hundreds of outputs are told by their worst. */
const mostOutputs = 32;

/** A tenth of a microsecond is finer than any clock here. */
const rounded = (ms: number): number => Number(ms.toFixed(4));

/** JSON has no infinity; an interval that is open above ends at a ratio that nothing reaches. */
const finite = ([low, high]: readonly [number, number]): readonly [number, number] => [
  Number.isFinite(low) ? low : 0,
  Number.isFinite(high) ? high : 1e6,
];

/** The steps' part of the report; asked for again when they have been measured. */
export function stepsOf({ model }: Pick<Job, 'model'>): OptimizeReport['steps'] {
  return model.steps.map((step) => ({
    rule: rules[step.site.rule]?.name ?? '',
    site: nodeKey(step.site.anchor),
    imaginedMs: step.imagined?.ms ?? null,
    imaginedLowMs: step.imagined?.low ?? null,
    imaginedHighMs: step.imagined?.high ?? null,
    measuredMs: step.measured?.ms ?? null,
    verified: step.verified,
  }));
}
