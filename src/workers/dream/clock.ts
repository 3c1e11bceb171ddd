import type { Action } from '../../env/environment';
import {
  type ClockResidual,
  type ClockRow,
  clockDeviation,
  expectedByClock,
  fitClock,
  noResidual,
  readResidual,
  type WorkStep,
  workOf,
} from '../../worldmodel';
import { locate } from '../../worldmodel/locate';
import { reachOf } from '../../worldmodel/places';
import type { DreamState } from '../../worldmodel/worldModel';
import type { ClockStep } from './protocol';
import type { RememberingModel } from './rememberingModel';

/** What the clock is taken to be off by where its interval is not told. */
const usualError = 0.01;

/**
 * What is known of the clock before it is asked: what the file of this checkpoint says. Of a file for another checkpoint only
 * the scatter holds, which is the clock's own; without a file the clock is expected to say what is imagined.
 */
export async function residualFor(
  source: { readonly url: string } | null,
  checkpoint: Uint8Array,
  intervalScale: number,
): Promise<ClockResidual> {
  const none = noResidual(intervalScale);
  if (source === null) return none;
  try {
    const response = await fetch(source.url);
    if (!response.ok) return none;
    const json: unknown = await response.json();
    const owner = ownerOf(json);
    const residual = readResidual(json, owner);
    return owner === (await hashOf(checkpoint)) ? residual : { ...none, scatter: residual.scatter };
  } catch {
    return none;
  }
}

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;

/** SHA-256 of the checkpoint that a residual's file is for. */
function ownerOf(json: unknown): string {
  const provenance = isRecord(json) ? json.provenance : null;
  return isRecord(provenance) ? String(provenance.checkpoint) : '';
}

/** Null where this page may not hash. */
async function hashOf(bytes: Uint8Array): Promise<string | null> {
  if (globalThis.crypto?.subtle === undefined) return null;
  const digest = await crypto.subtle.digest('SHA-256', bytes.slice());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A dream's steps as the residual sees them. */
export interface Walked {
  readonly state: DreamState;
  readonly work: readonly WorkStep[];
}

/**
 * Walks moves from a real state on, as far as they are legal in the dream. What was dreamed before is remembered: a model
 * that draws what it imagines is asked of the dream that was shown, not of another.
 */
export async function walkWork(
  remembering: RememberingModel,
  root: DreamState,
  path: readonly Action[],
): Promise<readonly Walked[]> {
  const walked: Walked[] = [];
  let state = root;
  let work: readonly WorkStep[] = [];
  for (const action of path) {
    const { rule, site } = action;
    const count = rule < remembering.model.rules ? (state.counts[rule] ?? 0) : 0;
    if (site >= count) break;
    const place = locate(state.start, state.past, state.depth, rule, site, count);
    const [[weighed] = []] = await remembering.weigh([state], [[action]]);
    if (weighed === undefined) break;
    const { next } = weighed;
    const reach = place.site < 0 ? 0 : reachOf(state.start.contexts, place.row);
    work = [...work, { rule, change: next.logRatio - state.logRatio, reach }];
    state = next;
    walked.push({ state, work });
  }
  return walked;
}

/** A walk whose last graph was measured: log of its runtime over the first's. */
export const rowOf = ({ state, work }: Walked, real: number, error = usualError): ClockRow => ({
  imagined: state.logRatio,
  real,
  deviation: state.deviation,
  error,
  work: workOf(work),
});

/** What the clock is expected to say along a walk, by what was known before and what this session measured. */
export function expectedAlong(
  known: ClockResidual,
  measured: readonly ClockRow[],
  walk: readonly Walked[],
): ClockStep[] {
  const residual = fitClock(measured, known);
  return walk.map(({ state, work }) => {
    const expected = expectedByClock(residual, { imagined: state.logRatio, work: workOf(work) });
    const half = residual.intervalScale * clockDeviation(residual, state.deviation);
    return { factor: Math.exp(expected), low: Math.exp(expected - half), high: Math.exp(expected + half) };
  });
}
