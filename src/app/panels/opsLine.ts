/** More than so many names on one side are no line any more. */
const MOST = 4;

/**
 * Operators as a line: those in a row that are alike are counted, and of many the first are named. A long name may break
 * where its words begin.
 */
export function opsLine(ops: readonly string[]): string {
  const runs: { op: string; times: number }[] = [];
  for (const op of ops) {
    const last = runs.at(-1);
    if (last?.op === op) last.times++;
    else runs.push({ op, times: 1 });
  }
  if (runs.length === 0) return 'nothing';
  const shown = runs.length > MOST ? runs.slice(0, MOST - 1) : runs;
  const left = runs.slice(shown.length).reduce((sum, { times }) => sum + times, 0);
  const words = shown.map(({ op, times }) => (times === 1 ? op : `${op}\u00a0×${times}`));
  if (left > 0) words.push(`and\u00a0${left}\u00a0more`);
  return words.join(' ').replaceAll(/(?<=[a-z])(?=[A-Z])/g, '\u200b');
}
