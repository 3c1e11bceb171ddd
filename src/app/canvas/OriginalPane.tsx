import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import { useView } from '../stores/view';
import { CardFace } from './Cards';
import { markOf, marksAgainst } from './marks';
import { overlayLevel, overlayScale } from './overlay';
import type { Painting } from './paint';
import { overlaps, type PlacedScene, rectOf } from './placed';
import { useRuntimeFigures } from './useRuntimeFigures';
import { useWindow } from './useWindow';
import { WireLayer } from './WireLayer';

const nothing = () => {};

/** The original beside the graph, moved by the same camera: what is gone by now is marked. */
export function OriginalPane({ original, now }: { original: PlacedScene; now: PlacedScene }) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const overlay = useView((s) => s.overlay);
  const figures = useRuntimeFigures(overlay === 'runtime', 0);
  const cards = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);
  const window = useWindow();
  const painting = useMemo<Painting>(
    () => ({
      placed: original,
      marks: marksAgainst(original.scene, now.scene, 'removed'),
      selected: null,
      scale: overlayScale(overlay, original.scene, figures?.shares ?? null),
      progress: 1,
      newEdges: null,
    }),
    [original, now, overlay, figures],
  );
  useEffect(() => {
    const follow = (): void => {
      const [x, y, zoom] = store.getState().transform;
      if (cards.current !== null) cards.current.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
    };
    follow();
    return store.subscribe(follow);
  }, [store]);
  // A wheel that turns over this half turns the camera too; React listens passively, and the page must not scroll.
  useEffect(() => {
    const element = pane.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { x, y, zoom } = flow.getViewport();
      const next = Math.max(0.005, Math.min(2, zoom * 2 ** (-event.deltaY * (event.ctrlKey ? 0.02 : 0.002))));
      const box = element.getBoundingClientRect();
      const [px, py] = [event.clientX - box.left, event.clientY - box.top];
      const by = next / zoom;
      void flow.setViewport({ x: px - (px - x) * by, y: py - (py - y) * by, zoom: next });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [flow]);
  const shown = useMemo(
    () =>
      window.zoom === 0
        ? []
        : original.scene.items.flatMap((item, index) => {
            const rect = rectOf(original, index);
            return item.kind !== 'box' && overlaps(rect, window.rect) ? [{ item, rect }] : [];
          }),
    [original, window],
  );
  return (
    <section
      ref={pane}
      className="flow original"
      aria-label="Original graph"
      data-lod={window.lod}
      onPointerMove={(event) => {
        if (event.buttons !== 1) return;
        const { x, y, zoom } = flow.getViewport();
        void flow.setViewport({ x: x + event.movementX, y: y + event.movementY, zoom });
      }}
    >
      <WireLayer painting={painting} onPainted={nothing} />
      <div ref={cards} className="original-cards">
        {shown.map(({ item, rect }) => (
          <div key={item.id} style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }}>
            <CardFace
              data={{
                item,
                mark: markOf(painting.marks, item.id),
                presence: 'stays',
                level: overlayLevel(painting.scale, item),
                plays: 0,
              }}
              selected={false}
            />
          </div>
        ))}
      </div>
      <p className="original-title">Original</p>
    </section>
  );
}
