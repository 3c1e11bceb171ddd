import { observeGraph } from '../../../env/observeGraph';
import { type Graph, structuralHash } from '../../../graph';
import { rules, type SiteTable } from '../../../transforms';
import type { OptimizeReport } from '../protocol';
import type { OpenModel } from '../state';
import type { Pricing } from './pricing';
import type { Observed, RuleName } from './protocol';

export interface ObserveOptions {
  readonly model: OpenModel;
  readonly step: number;
  readonly graph: Graph;
  readonly table: SiteTable;
  readonly pricing: Pricing;
  readonly report: OptimizeReport | null;
}

const names: readonly RuleName[] = rules.map(({ name, title, family }) => ({ name, title, family }));

/** A graph of the trace as a world model sees it, with what its dreams are told about. */
export function observe({ model, step, graph, table, pricing, report }: ObserveOptions): Observed {
  const measured = measuredMs(model, step, report);
  return {
    key: `${structuralHash(graph)} ${step}`,
    step,
    observation: observeGraph(graph, table, rules.length, pricing.shares),
    ids: Int32Array.from(graph.topological()),
    ms: measured ?? pricing.estimate(graph),
    source: measured === null ? 'estimated' : 'measured',
    rules: names,
  };
}

/** What the clock said of a step, on the scale of one original; null when it was not asked. */
function measuredMs(model: OpenModel, step: number, report: OptimizeReport | null): number | null {
  if (step === 0) return report?.original.medianMs ?? null;
  const measured = model.steps[step - 1]?.measured ?? null;
  if (measured === null) return null;
  return report === null ? measured.ms : report.original.medianMs / measured.ratio;
}
