/** About so many characters fit one line of a list. */
const FITS = 30;

/**
 * A name of a node as its last parts, so that it fits a line: `…/attention/self/query/MatMul`. Cut between parts and never inside one; a
 * part that is too long by itself may break where its words begin.
 */
export function shortName(name: string): string {
  const parts = name.split(name.includes('/') ? /(?<=\/)/ : /(?<=[.:])/);
  let first = parts.length - 1;
  let length = parts[first]?.length ?? 0;
  while (first > 0 && length + (parts[first - 1]?.length ?? 0) <= FITS) {
    first--;
    length += parts[first]?.length ?? 0;
  }
  // A lone separator before the first part is no part of its own.
  if (first === 1 && (parts[0]?.length ?? 0) <= 1) first = 0;
  const kept = parts.slice(first).join('');
  return `${first === 0 ? '' : '…'}${kept}`.replaceAll(/(?<=_)|(?<=[a-z])(?=[A-Z])/g, '\u200b');
}
