import { useMemo } from 'react';
import { useDreaming } from '../stores/dreaming';
import { useSession } from '../stores/session';
import { useView } from '../stores/view';
import { type Changes, changesIn } from './changes';
import { type Marks, marksAgainst, marksFor, withDreamed } from './marks';
import type { PlacedScene } from './placed';
import type { Showing } from './useScene';

export interface Marked {
  readonly marks: Marks;
  /** Where two graphs are drawn as one. */
  readonly changes: Changes | null;
  /** Ids of cards that a rewrite which is pointed at touches, where marks say something else. */
  readonly lit: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/** What is marked on the canvas: what a step did, what two graphs differ in, where a dream acts. */
export function useMarks({ now, united }: Showing, beside: PlacedScene | null): Marked {
  const steps = useSession((s) => s.steps);
  const hovered = useView((s) => s.hoveredStep);
  const dreamed = useDreaming((s) => s.lit);
  const changes = useMemo(() => (united === null ? null : changesIn(now.scene, united)), [now, united]);
  return useMemo(() => {
    // Two graphs in one keep their marks: another rewrite that is pointed at is lit.
    const pointed = changes === null || hovered === null ? undefined : steps[hovered - 1];
    const lit = pointed === undefined ? none : new Set([...pointed.removed, ...pointed.added]);
    const own =
      changes !== null
        ? changes.marks
        : beside !== null && hovered === null
          ? // Beside an earlier graph all that came since is marked, unless a single rewrite is pointed at.
            marksAgainst(now.scene, beside.scene, 'added')
          : marksFor(steps, now.scene.step, hovered);
    return { marks: withDreamed(own, dreamed, now.scene), changes, lit };
  }, [steps, hovered, dreamed, now, beside, changes]);
}
