import type { ViewNode } from '../../workers/session/protocol';

export interface Found {
  readonly node: ViewNode;
  readonly score: number;
}

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

/** Nodes by how well operator, name or shape answer to every word of the query; the best first. */
export function findNodes(nodes: readonly ViewNode[], query: string, limit = 60): Found[] {
  const words = query.toLowerCase().replaceAll('x', '×').split(/\s+/).filter(Boolean);
  const plain = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found: Found[] = [];
  for (const node of nodes) {
    const op = node.op.toLowerCase();
    const name = node.name.toLowerCase();
    let score = node.hidden ? -0.5 : 0;
    for (const [i, word] of plain.entries()) {
      const best = Math.max(
        1.2 * matchScore(op, word),
        matchScore(name, word),
        node.shape.includes(words[i] ?? word) ? 2 : 0,
      );
      if (best === 0) {
        score = Number.NEGATIVE_INFINITY;
        break;
      }
      score += best;
    }
    if (score > Number.NEGATIVE_INFINITY) found.push({ node, score });
  }
  // Sorting is stable, so what matches equally well keeps the order of the graph.
  return found.sort((a, b) => b.score - a.score).slice(0, limit);
}
