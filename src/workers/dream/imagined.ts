import type { Action } from '../../env/environment';
import { type DreamState, runtimeInterval, type WorldModel } from '../../worldmodel';
import { locate } from '../../worldmodel/locate';
import type { DreamEnd, DreamStep } from './protocol';

/** A dream ends where the members' log runtimes spread further than this: 15 % of the runtime. */
const trust = 0.15;

/** Row of the node where a move is made, in the real state that the dream began at; -1 when that has no such place. */
export function anchorOf(state: DreamState, { rule, site }: Action): number {
  const { start, past, depth, counts } = state;
  const place = locate(start, past, depth, rule, site, counts[rule] ?? 0);
  return place.site < 0 ? -1 : (start.anchors[place.site] ?? -1);
}

/** One step as the page sees it. */
export function stepOf(
  model: WorldModel,
  before: DreamState,
  action: Action,
  after: DreamState,
  probability: number,
): DreamStep {
  return {
    rule: action.rule,
    site: action.site,
    among: before.counts[action.rule] ?? 0,
    anchor: anchorOf(before, action),
    probability,
    ...runtimeInterval(after, model.intervalScale),
    disagreement: after.disagreement,
    end: after.end,
    counts: after.counts,
  };
}

/** Why a dream cannot go on from here; null when it can. */
export function endOf(state: DreamState): DreamEnd | null {
  if (state.disagreement > trust) return 'disagreement';
  if (state.depth > 0 && state.end > 0.5) return 'nothing-legal';
  return state.counts.some((count) => count > 0) ? null : 'nothing-legal';
}
