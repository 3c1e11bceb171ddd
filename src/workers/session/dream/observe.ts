import type { Observation } from '../../../env/observation';
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
  const observation = observeGraph(graph, table, rules.length, pricing.shares);
  return {
    key: `${structuralHash(graph)} ${step} ${hashOf(observation)}`,
    step,
    observation,
    ids: Int32Array.from(graph.topological()),
    ms: measured ?? pricing.estimate(graph),
    source: measured === null ? 'estimated' : 'measured',
    rules: names,
  };
}

/**
 * FNV-1a over what prices and the target decide of an observation, with other ones of which the same graph is another state to
 * dream from. Features are multiples of 1/256.
 */
function hashOf({ nodes, counts, anchors }: Observation): string {
  let hash = 0x811c9dc5;
  const mix = (value: number): void => {
    hash = Math.imul(hash ^ value, 0x01000193);
  };
  for (const feature of nodes) mix(256 * feature);
  for (const count of counts) mix(count);
  for (const anchor of anchors) mix(anchor);
  return (hash >>> 0).toString(16);
}

/** What the clock said of a step, on the scale of one original; null when it was not asked. */
function measuredMs(model: OpenModel, step: number, report: OptimizeReport | null): number | null {
  if (step === 0) return report?.original.medianMs ?? null;
  const measured = model.steps[step - 1]?.measured ?? null;
  if (measured === null) return null;
  return report === null ? measured.ms : report.original.medianMs / measured.ratio;
}
