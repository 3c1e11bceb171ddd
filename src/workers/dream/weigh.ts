import type { Action } from '../../env/environment';
import type { DreamState, WorldModel } from '../../worldmodel';

/** A move with where it leads to. */
export interface Weighed {
  readonly action: Action;
  readonly next: DreamState;
  /** Log of the runtime before over that after, as imagined. */
  readonly gain: number;
}

/** Rows of one batch: enough to be quick, few enough for memory. */
const rowsAtOnce = 256;

/** Imagines moves of several states at once; the result is in the order of `moves`. */
export async function weigh(
  model: WorldModel,
  states: readonly DreamState[],
  moves: readonly (readonly Action[])[],
): Promise<Weighed[][]> {
  const rows = moves.flatMap((own, k) => own.map((action) => ({ k, action })));
  const weighed: Weighed[][] = moves.map(() => []);
  for (let first = 0; first < rows.length; first += rowsAtOnce) {
    const batch = rows.slice(first, first + rowsAtOnce);
    const from = batch.flatMap(({ k }) => states[k] ?? []);
    const nexts = await model.step(
      from,
      batch.map(({ action }) => action),
    );
    for (const [i, { k, action }] of batch.entries()) {
      const [before, next] = [from[i], nexts[i]];
      if (before !== undefined && next !== undefined)
        weighed[k]?.push({ action, next, gain: before.logRatio - next.logRatio });
    }
  }
  return weighed;
}
