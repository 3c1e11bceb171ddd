import type { LegalRewrite } from '../../workers/session/protocol';

/** What “Show me” likes to play on the board, the most telling first; the engine says what is legal. */
const taste: readonly RegExp[] = [
  /^turn-gather-into-slice$/,
  /^share-common-subexpressions$/,
  /^move-slice-before/,
  /^drop-key-bias$/,
  /^merge-addends$/,
];

/** The next move of a way that is known to lead somewhere; null when none of it is legal. */
export function hint(legal: readonly LegalRewrite[]): LegalRewrite | null {
  for (const wanted of taste) {
    // The latest node first: what has just moved goes on moving.
    const [best] = legal.filter(({ rule }) => wanted.test(rule)).sort((a, b) => anchorOf(b) - anchorOf(a));
    if (best !== undefined) return best;
  }
  return null;
}

const anchorOf = ({ nodes }: LegalRewrite): number => Number(nodes[0]?.slice(1) ?? 0);
