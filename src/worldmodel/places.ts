import type { Episode } from '../env/episode';
import { locate } from './locate';
import { ringCount, type SiteContexts } from './siteContexts';

/** Where an action of an episode acted, seen from the graph where a dream along it begins. */
export interface ActedPlace {
  readonly rule: number;
  /** Index among that graph's `anchors`; −1 for a site that it did not have. */
  readonly site: number;
  /** Row of its anchor; −1 where none is known. */
  readonly row: number;
  /** It is certainly this site. */
  readonly certain: boolean;
}

/** The places of the actions `from` … `from + steps − 1`, as far as the episode goes. */
export function placesAlong(episode: Episode, from: number, steps: number): ActedPlace[] {
  const start = episode.states[from];
  if (start === undefined) return [];
  const past: number[] = [];
  const places: ActedPlace[] = [];
  for (let k = from; k < Math.min(from + steps, episode.actions.length); k++) {
    const action = episode.actions[k];
    if (action === undefined) break;
    const { rule } = action;
    const count = episode.states[k]?.counts[rule] ?? 0;
    const { site, row, features } = locate(start, past, past.length, rule, action.site, count);
    past.push(site);
    places.push({ rule, site, row, certain: features[1] === 1 });
  }
  return places;
}

/** Share of the runtime around a row that is an anchor; 0 for one that is none. */
export function reachOf({ of, rings }: SiteContexts, row: number): number {
  const context = row < 0 ? -1 : (of[row] ?? -1);
  if (context < 0) return 0;
  let sum = 0;
  for (let i = 0; i < ringCount; i++) sum += rings[context * ringCount + i] ?? 0;
  return sum;
}
