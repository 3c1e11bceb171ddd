import type { OperatorTimes } from '../../workers/session/operators/protocol';

/** Where the time of one graph goes. */
export interface RuntimeFigures {
  /** 0…1 by node id. */
  readonly shares: ReadonlyMap<string, number>;
  /** 0…1 of the time, in kernels that are of no single node: the runtime put them together. */
  readonly elsewhere: number;
}

/** Each node's share of the time that the clock saw at a step; null where that step has not been timed. */
export function runtimeFigures(times: OperatorTimes | null, step: number): RuntimeFigures | null {
  if (times === null || (step !== 0 && step !== times.step)) return null;
  const rows = step === 0 ? times.before : times.after;
  const total = rows.reduce((sum, { ms }) => sum + ms, 0);
  if (total <= 0) return null;
  const shares = new Map<string, number>();
  let elsewhere = 0;
  for (const { id, ms } of rows) {
    if (id === null) elsewhere += ms / total;
    else shares.set(id, (shares.get(id) ?? 0) + ms / total);
  }
  return { shares, elsewhere };
}
