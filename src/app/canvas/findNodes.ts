import type { FindEntry } from '../../workers/session/find/protocol';
import { findQuery } from './findQuery';
import { matchScore } from './matchScore';
import { matchShape } from './matchShape';

export interface Hit {
  readonly entry: FindEntry;
  /** What answered where that is not to be read in the row anyway: a value's name, or the shape of an input. */
  readonly by: string | null;
}

export interface Found {
  /** The best first, so many at most. */
  readonly hits: readonly Hit[];
  /** How many there are in all. */
  readonly total: number;
}

const nothing: Found = { hits: [], total: 0 };

/** One part of a query, held against a node: how well it answers, and with what. */
interface Answer {
  readonly score: number;
  readonly by: string | null;
}

/** From here on a part of the query is there as it was typed. */
const LITERAL = 1;
const none: Answer = { score: 0, by: null };

/**
 * Nodes by how well operator, name, path, values and shapes answer to every part of the query. Where some have a part of
 * it as it was typed, those that have its letters here and there are no answer.
 */
export function findNodes(entries: readonly FindEntry[], query: string, limit = 60): Found {
  const { words, shapes } = findQuery(query);
  if (words.length + shapes.length === 0) return nothing;
  const found: (Hit & { readonly score: number; readonly literal: boolean })[] = [];
  for (const entry of entries) {
    let score = entry.node.hidden ? -0.5 : 0;
    let by: string | null = null;
    let literal = true;
    const take = (answer: Answer): boolean => {
      score += answer.score;
      literal &&= answer.score >= LITERAL;
      by ??= answer.by;
      return answer.score > 0;
    };
    const all =
      words.every((word) => take(answerToWord(entry, word))) &&
      shapes.every((dims) => take(answerToShape(entry, dims)));
    if (all) found.push({ entry, by, score, literal });
  }
  const literal = found.filter((one) => one.literal);
  const kept = literal.length > 0 ? literal : found;
  // Sorting is stable, so what matches equally well keeps the order of the graph.
  kept.sort((a, b) => b.score - a.score);
  return { hits: kept.slice(0, limit), total: kept.length };
}

function answerToWord({ node, path, values }: FindEntry, word: string): Answer {
  const seen = Math.max(
    1.2 * matchScore(node.op.toLowerCase(), word),
    matchScore(node.name.toLowerCase(), word),
    // A part of a name or of a number, but no letters here and there.
    path.some((part) => part.toLowerCase().includes(word)) ? 1.5 : 0,
    node.shape.includes(word) ? 2 : 0,
  );
  if (seen >= LITERAL) return { score: seen, by: null };
  const value = values.find((name) => name.toLowerCase().includes(word));
  return value === undefined ? { score: seen, by: null } : { score: 1.2, by: value };
}

function answerToShape({ node, inputs }: FindEntry, dims: readonly string[]): Answer {
  const own = matchShape(node.shape, dims);
  if (own >= 2) return { score: own, by: null };
  let best: Answer = own > 0 ? { score: own, by: null } : none;
  for (const shape of inputs) {
    const matched = matchShape(shape, dims);
    // Dimensions of an input that are not next to each other are too little to go by.
    const score = matched < 2 ? 0 : 0.7 * matched;
    if (score > best.score) best = { score, by: `takes ${shape}` };
  }
  return best;
}
