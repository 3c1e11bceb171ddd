import type { LegalRewrite } from '../../workers/session/protocol';
import { connection } from '../session/connection';
import { useAsked } from './useAsked';

/** The rewrites that begin at a node; `node` null asks nothing. */
export function useLegal(node: string | null, step: number): readonly LegalRewrite[] | null {
  const key = node === null ? null : `${step} ${node}`;
  const { value, stale } = useAsked(key, () => connection().call('legal', { step, node }));
  // Another node's rewrites must never stand here, not for a moment: they could be applied.
  return stale ? null : value;
}
