import { type ReactFlowInstance, useStore, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import type { Stage } from './wholeView';

/** A page that has just changed is still finding its sizes for so long, in ms: a chart comes, a banner goes. */
const SETTLING = 1500;

/** Moves the camera; the promise is fulfilled when it has arrived. */
export type Move = (stage: Stage) => unknown;

export interface Placing {
  readonly stage: () => Stage;
  /** Shows a drawing as a whole or at its beginning, and again when the canvas gets another size while the camera is still there. */
  readonly open: (move: Move) => void;
  /** Moves on from where the camera is; also again, after the opening move where that is still settling. */
  readonly follow: (move: Move) => void;
  /** A person has taken the camera: nothing moves it behind their back. */
  readonly release: () => void;
}

type Transform = readonly [number, number, number];
const same = (a: Transform, b: Transform): boolean => a.every((value, index) => value === b[index]);

/**
 * The camera's automatic moves, which hold for the size that the canvas has: when that changes, the opening move is made
 * anew where the camera is still where it left it, else what is in the middle stays there.
 *
 * @param division how the room of the canvas is divided: a bar that comes with another division takes its room from above
 */
export function usePlacing(flow: ReactFlowInstance, division: string): Placing {
  const store = useStoreApi();
  const opening = useRef<Move | null>(null);
  const following = useRef<Move | null>(null);
  const moved = useRef(0);
  /** Where the opening move left the camera; null: it is not there any more, or not yet. */
  const left = useRef<Transform | null>(null);
  const arriving = useRef<Move | null>(null);
  const stage = useCallback(() => {
    const { width, height } = store.getState();
    return { width, height };
  }, [store]);
  const settling = useCallback(() => performance.now() - moved.current <= SETTLING, []);
  const release = useCallback(() => {
    opening.current = null;
    following.current = null;
  }, []);
  const begin = useCallback(
    (move: Move, size: Stage) => {
      arriving.current = move;
      left.current = null;
      void Promise.resolve(move(size)).then(() => {
        if (arriving.current !== move) return;
        arriving.current = null;
        left.current = store.getState().transform;
      });
    },
    [store],
  );
  const open = useCallback(
    (move: Move) => {
      opening.current = move;
      following.current = null;
      moved.current = performance.now();
      begin(move, stage());
    },
    [stage, begin],
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
  const room = useRef({ division, width, height });
  useEffect(() => {
    const before = room.current;
    if (width === before.width && height === before.height) return;
    room.current = { division, width, height };
    if (width === 0 || before.width === 0) return;
    const divided = division !== before.division;
    const { transform } = store.getState();
    const untouched = arriving.current !== null || (left.current !== null && same(left.current, transform));
    if (!divided && opening.current !== null && (untouched || settling())) {
      begin(opening.current, { width, height });
      if (settling()) following.current?.({ width, height });
    } else if (!divided && following.current !== null && settling()) {
      following.current({ width, height });
    } else {
      const { x, y, zoom } = flow.getViewport();
      const [dx, dy] = [width - before.width, height - before.height];
      void flow.setViewport({ x: x + dx / 2, y: y + (divided ? dy : dy / 2), zoom });
    }
  }, [width, height, division, store, flow, settling, begin]);
  return { stage, open, follow, release };
}
