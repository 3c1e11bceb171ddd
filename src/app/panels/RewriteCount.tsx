import { ArrowDown, Wand2 } from 'lucide-react';
import type { LegalRewrite } from '../../workers/session/protocol';
import { prefersStillness } from '../theme';

/** How many rewrites apply at a node, and the way to them: they stand below all that the node holds. */
export function RewriteCount({ legal }: { legal: readonly LegalRewrite[] }) {
  if (legal.length === 0) return null;
  return (
    <button
      type="button"
      className="button small"
      onClick={() => {
        const heading = document.getElementById('rewrites-here');
        heading?.scrollIntoView({ block: 'start', behavior: prefersStillness() ? 'auto' : 'smooth' });
        // Keys go on from there.
        heading?.focus({ preventScroll: true });
      }}
    >
      <Wand2 size={13} aria-hidden="true" />
      {legal.length === 1 ? '1 rewrite applies here' : `${legal.length} rewrites apply here`}
      <ArrowDown size={12} aria-hidden="true" />
    </button>
  );
}
