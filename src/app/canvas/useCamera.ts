import { type ReactFlowInstance, useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useDreaming } from '../stores/dreaming';
import { useSession } from '../stores/session';
import { bringIntoView, followRewrite, openCamera } from './camera';
import { marksFor } from './marks';
import { seen } from './paint';
import { contains, rectOf } from './placed';
import { type Placing, usePlacing } from './usePlacing';
import type { Showing } from './useScene';

interface Wishes {
  readonly showing: Showing;
  /** A node that a person looked for; another object asks again. */
  readonly seek: { readonly id: string } | null;
  /** How the room of the canvas is divided: when that changes, what is seen stays where it is. */
  readonly division: string;
}

/** Where the camera goes by itself, and that a person's hand goes first. */
export function useCamera(flow: ReactFlowInstance, { showing, seek, division }: Wishes): Placing {
  const { now } = showing;
  const steps = useSession((s) => s.steps);
  const step = now.scene.step;
  const placing = usePlacing(flow, division);
  const { stage, open, follow, release } = placing;

  // The canvas then gets another size by a person's wish: that is no page that settles.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the room is divided anew
  useEffect(release, [division, release]);

  const ready = useStore((s) => s.width > 0 && s.panZoom !== null);
  const latest = useRef(showing);
  latest.current = showing;
  const opened = useRef<Showing | null>(null);
  useEffect(() => {
    if (!ready || !showing.fresh || opened.current === showing) return;
    opened.current = showing;
    open((size) => {
      const { now } = latest.current;
      return openCamera(flow, now.layout.bounds, rectOf(now, firstItem(now)), size);
    });
  }, [ready, showing, flow, open]);

  // What a rewrite changed comes into view when its step is shown; nothing else moves the camera by itself.
  const shown = useRef(0);
  useEffect(() => {
    if (shown.current === step || !ready) return;
    const changed = [...marksFor(steps, step, null).keys()].flatMap((id) => now.scene.itemOf.get(id) ?? []);
    // A folded block is about to open: the place is known once it has.
    if (!changed.some((index) => now.scene.items[index]?.kind === 'folded')) shown.current = step;
    const rects = changed.map((index) => rectOf(now, index));
    if (rects.length > 0) follow((size) => followRewrite(flow, rects, size));
  }, [step, steps, now, ready, flow, follow]);

  // So does what is different, once both graphs are drawn as one.
  const united = showing.united;
  const compared = useRef(false);
  useEffect(() => {
    const begins = united !== null && !compared.current;
    compared.current = united !== null;
    if (!begins || !ready) return;
    const rects = [...united.nodes.keys()].flatMap((id) => {
      const index = now.scene.itemOf.get(id);
      return index === undefined ? [] : [rectOf(now, index)];
    });
    const { x, y, zoom } = flow.getViewport();
    const { width: w, height: h } = stage();
    const window = seen({ x, y, zoom }, w, h);
    if (!rects.some((rect) => contains(window, rect))) follow((size) => followRewrite(flow, rects, size));
  }, [united, now, ready, flow, follow, stage]);

  const reached = useRef(seek);
  useEffect(() => {
    if (seek === null || reached.current === seek) return;
    const index = now.scene.itemOf.get(seek.id);
    if (index === undefined) return;
    // The scene may still be unfolding: the effect runs again with the next one.
    if (now.scene.indexOf.has(seek.id)) reached.current = seek;
    bringIntoView(flow, rectOf(now, index), stage());
  }, [seek, now, flow, stage]);

  // A step of a dream that a person looks at comes into view, once.
  const dreamt = useDreaming((s) => s.seek);
  const sought = useRef(dreamt);
  useEffect(() => {
    if (dreamt === null || sought.current === dreamt) return;
    sought.current = dreamt;
    const index = now.scene.itemOf.get(dreamt.id);
    if (index !== undefined) bringIntoView(flow, rectOf(now, index), stage());
  }, [dreamt, now, flow, stage]);

  return placing;
}

/** The topmost card: where a graph is read from. */
function firstItem({ scene, layout }: Showing['now']): number {
  let first = 0;
  scene.items.forEach((item, index) => {
    if (item.parent === null && (layout.y[index] ?? 0) < (layout.y[first] ?? 0)) first = index;
  });
  return first;
}
