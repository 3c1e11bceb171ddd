/**
 * How well `text` answers to `query`, both in lower case: 0 not at all; a contiguous match beats letters in order, and
 * the start of a word beats its middle.
 */
export function matchScore(text: string, query: string): number {
  const at = text.indexOf(query);
  if (at >= 0) {
    const before = text[at - 1];
    const word = before === undefined || /[^a-z0-9]/.test(before);
    return (at === 0 ? 4 : word ? 3 : 2) + query.length / (text.length + 1);
  }
  let from = 0;
  for (const letter of query) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return 0;
  }
  return query.length / (text.length + 1);
}
