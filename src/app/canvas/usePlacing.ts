import { useStore, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import type { Stage } from './wholeView';

/** A page that has just changed is still finding its sizes for so long, in ms: a chart comes, a banner goes. */
const SETTLING = 1500;

type Move = (stage: Stage) => void;

export interface Placing {
  readonly stage: () => Stage;
  /** Shows a new drawing, and again should the canvas get another size before the page has settled. */
  readonly open: (move: Move) => void;
  /** Moves on from where the camera is; also again, after the opening move where that is still settling. */
  readonly follow: (move: Move) => void;
  /** A person has taken the camera: nothing moves it behind their back. */
  readonly release: () => void;
}

/** The camera's automatic moves, which hold for the size that the canvas ends up with. */
export function usePlacing(): Placing {
  const store = useStoreApi();
  const opening = useRef<Move | null>(null);
  const following = useRef<Move | null>(null);
  const moved = useRef(0);
  const stage = useCallback(() => {
    const { width, height } = store.getState();
    return { width, height };
  }, [store]);
  const settling = useCallback(() => performance.now() - moved.current <= SETTLING, []);
  const release = useCallback(() => {
    opening.current = null;
    following.current = null;
  }, []);
  const open = useCallback(
    (move: Move) => {
      opening.current = move;
      following.current = null;
      moved.current = performance.now();
      move(stage());
    },
    [stage],
  );
  const follow = useCallback(
    (move: Move) => {
      if (!settling()) opening.current = null;
      following.current = move;
      moved.current = performance.now();
      move(stage());
    },
    [stage, settling],
  );
  const width = useStore((s) => s.width);
  const height = useStore((s) => s.height);
  useEffect(() => {
    if (width === 0 || !settling()) return;
    opening.current?.({ width, height });
    following.current?.({ width, height });
  }, [width, height, settling]);
  return { stage, open, follow, release };
}
