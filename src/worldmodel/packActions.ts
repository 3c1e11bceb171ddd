import { assert, must } from '../core';
import type { ModelConfig } from './config';
import { type Counted, trustSlot } from './counted';
import { type DreamBatch, pastLimit } from './dreamBatch';
import { locate, placeCount } from './locate';
import { logGrowth, tableGrowth } from './shareTable';
import { ringCount, shareScale } from './siteContexts';

/** The actions of a batch with what is known of their sites. */
export interface PackedActions {
  readonly rule: Int32Array;
  readonly site: Float32Array;
  readonly place: Float32Array;
  readonly rings: Float32Array;
  readonly around: Float32Array;
  /** The sites acted on, as in `past`, `[size]`. */
  readonly acted: Int32Array;
  /** Change of the log runtime by the table, and how much of it is believed, `[size]`; 0 where it has no word. */
  readonly counted: Float32Array;
  readonly trust: Float32Array;
}

/** @param told What is counted of rules, where anything was. */
export function packActions(
  batch: DreamBatch,
  { rules, nodeWidth }: ModelConfig,
  chosen: ArrayLike<number>,
  sites: ArrayLike<number>,
  told: Counted | null,
): PackedActions {
  const n = batch.size;
  const rule = new Int32Array(n);
  const site = new Float32Array(n * nodeWidth);
  const place = new Float32Array(n * placeCount);
  const rings = new Float32Array(n * ringCount);
  const around = new Float32Array(n * 2 * rules);
  const acted = new Int32Array(n);
  const counted = new Float32Array(n);
  const trust = new Float32Array(n);
  for (let b = 0; b < n; b++) {
    const r = chosen[b] ?? -1;
    assert(r >= 0 && r < rules, () => `rule ${r} is not among the ${rules} of the model`);
    const start = must(batch.starts[batch.startOf[b] ?? 0], 'start');
    const past = batch.past.subarray(b * pastLimit, (b + 1) * pastLimit);
    const where = locate(
      start,
      past,
      batch.depth[b] ?? 0,
      r,
      sites[b] ?? 0,
      batch.counts[b * rules + r] ?? 0,
    );
    rule[b] = r;
    acted[b] = where.site;
    place.set(where.features, b * placeCount);
    const { row } = where;
    if (row < 0) continue;
    site.set(start.nodes.subarray(row * nodeWidth, (row + 1) * nodeWidth), b * nodeWidth);
    const { of, rings: shares, here, near } = start.contexts;
    const context = of[row] ?? -1;
    if (context < 0) continue;
    const scale = shareScale(batch.logRatio[b] ?? 0);
    for (let i = 0; i < ringCount; i++)
      rings[b * ringCount + i] = (shares[context * ringCount + i] ?? 0) * scale;
    if (told !== null && r < told.table.rules) {
      counted[b] = logGrowth(tableGrowth(told.table, r, start.contexts, context, scale));
      trust[b] = told.trust[trustSlot(r, where.features[1] === 1)] ?? 0;
    }
    around.set(here.subarray(context * rules, (context + 1) * rules), b * 2 * rules);
    around.set(near.subarray(context * rules, (context + 1) * rules), (2 * b + 1) * rules);
  }
  return { rule, site, place, rings, around, acted, counted, trust };
}
