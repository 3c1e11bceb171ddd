import { useEffect, useMemo, useState } from 'react';
import type { Ghost } from './flowNodes';
import type { Showing } from './useScene';

const REWRITE = 250;

export interface Rewriting {
  /** Cards that leave: what the step before had and this one has not. */
  readonly ghosts: readonly Ghost[];
  /** Ids of cards that come. */
  readonly comers: ReadonlySet<string>;
  /** Edges that are new; null when everything is. */
  readonly newEdges: ReadonlySet<number> | null;
  /** 0…1 */
  readonly progress: number;
}

const still: Rewriting = { ghosts: [], comers: new Set(), newEdges: null, progress: 1 };

/**
 * The 250 ms in which one step becomes the next: what goes fades, what comes grows, the rest stays. For those who ask for less
 * motion they are as long: what goes and what comes then fade into each other where they are.
 */
export function useRewrite(showing: Showing | null): Rewriting {
  const change = useMemo(() => differenceOf(showing), [showing]);
  const [progress, setProgress] = useState(1);
  const [seen, setSeen] = useState<Showing | null>(null);
  // Starting at 0 has to happen in the very render that brings the new scene, or it would flash.
  if (seen !== showing) {
    setSeen(showing);
    setProgress(change === null ? 1 : 0);
  }
  useEffect(() => {
    if (change === null) return;
    const started = performance.now();
    let frame = requestAnimationFrame(function tick(now) {
      const done = Math.min(1, Math.max(0, (now - started) / REWRITE));
      setProgress(done);
      if (done < 1) frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [change]);
  if (change === null || progress >= 1) return still;
  return { ...change, progress };
}

function differenceOf(showing: Showing | null): Omit<Rewriting, 'progress'> | null {
  if (showing === null || showing.before === null) return null;
  const { now, before } = showing;
  const sameStep = now.scene.step === before.scene.step;
  const ghosts: Ghost[] = [];
  // Folding and unfolding replace cards too, but nothing was removed from the model.
  if (!sameStep) {
    before.scene.items.forEach((item, index) => {
      if (item.kind === 'node' && !now.scene.indexOf.has(item.id) && !now.scene.itemOf.has(item.id)) {
        ghosts.push({ placed: before, index });
      }
    });
  }
  const comers = new Set(
    now.scene.items.filter((item) => !before.scene.indexOf.has(item.id)).map((item) => item.id),
  );
  const key = (scene: typeof now.scene, from: number, to: number) =>
    `${scene.items[from]?.id}>${scene.items[to]?.id}`;
  const old = new Set(before.scene.edges.map((edge) => key(before.scene, edge.from, edge.to)));
  const newEdges = new Set<number>();
  now.scene.edges.forEach((edge, e) => {
    if (!old.has(key(now.scene, edge.from, edge.to))) newEdges.add(e);
  });
  if (ghosts.length === 0 && comers.size === 0 && newEdges.size === 0) return null;
  return { ghosts, comers, newEdges };
}
