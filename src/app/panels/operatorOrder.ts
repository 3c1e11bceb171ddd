import type { OperatorRow } from '../../workers/session/operators/protocol';

export type Column = 'op' | 'before' | 'after' | 'saved';

/** The rows in another order; equal ones keep theirs. */
export function sortRows(rows: readonly OperatorRow[], by: Column, down: boolean): OperatorRow[] {
  const sign = down ? -1 : 1;
  const number = ({ before, after }: OperatorRow) =>
    by === 'before' ? before.ms : by === 'after' ? after.ms : before.ms - after.ms;
  return [...rows].sort((a, b) => sign * (by === 'op' ? a.op.localeCompare(b.op) : number(a) - number(b)));
}
