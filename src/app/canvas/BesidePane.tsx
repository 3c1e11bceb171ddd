import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import { useSession } from '../stores/session';
import { setView, useView } from '../stores/view';
import { BlockTip } from './BlockTip';
import { CardFace } from './Cards';
import { bringIntoView } from './camera';
import { cardData } from './cardData';
import { onCardKey, openItem } from './cardKeys';
import { cardLabel } from './cardLabel';
import { marksAgainst, marksFor } from './marks';
import type { OverlayScale } from './overlay';
import type { Painting } from './painting';
import { overlaps, type PlacedScene, rectOf } from './placed';
import { stepTitle } from './stepTitle';
import { useFar } from './useFar';
import { useStepHover } from './useStepHover';
import { useWindow } from './useWindow';
import { WireLayer } from './WireLayer';

const nothing = () => {};

interface Props {
  readonly earlier: PlacedScene;
  readonly now: PlacedScene;
  readonly scale: OverlayScale;
}

/** An earlier graph beside the graph, moved by the same camera: what is gone by now is marked. */
export function BesidePane({ earlier, now, scale }: Props) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const steps = useSession((s) => s.steps);
  const hovered = useView((s) => s.hoveredStep);
  const selected = useView((s) => s.selected);
  const cards = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);
  const dragged = useRef(false);
  const window = useWindow();
  const hover = useStepHover();
  const marks = useMemo(
    () =>
      hovered === null
        ? marksAgainst(earlier.scene, now.scene, 'removed')
        : marksFor(steps, earlier.scene.step, hovered),
    [earlier, now, steps, hovered],
  );
  const painting = useMemo<Painting>(
    () => ({ placed: earlier, marks, selected, scale, progress: 1, newEdges: null }),
    [earlier, marks, selected, scale],
  );
  const far = useFar(earlier, window.lod === 'far');
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
        : earlier.scene.items.flatMap((item, index) => {
            const rect = rectOf(earlier, index);
            return item.kind !== 'box' && overlaps(rect, window.rect) ? [{ item, rect }] : [];
          }),
    [earlier, window],
  );
  return (
    <section
      ref={pane}
      className="flow original"
      aria-label={`${stepTitle(earlier.scene.step)} graph`}
      data-lod={window.lod}
      {...hover}
      onPointerDown={() => {
        dragged.current = false;
      }}
      onPointerMove={(event) => {
        far.onMove(event);
        if (event.buttons !== 1) return;
        const { x, y, zoom } = flow.getViewport();
        if (event.movementX !== 0 || event.movementY !== 0) dragged.current = true;
        void flow.setViewport({ x: x + event.movementX, y: y + event.movementY, zoom });
      }}
      onPointerLeave={() => {
        far.onLeave();
        hover.onPointerLeave();
      }}
      onClick={(event) => {
        if (!dragged.current) far.onClick(event);
      }}
      onDoubleClick={far.onDoubleClick}
      onKeyDown={(event) =>
        onCardKey(event, earlier, (rect) => {
          const { width, height } = store.getState();
          bringIntoView(flow, rect, { width, height }, false);
        })
      }
    >
      <WireLayer painting={painting} onPainted={nothing} />
      <div ref={cards} className="original-cards">
        {shown.map(({ item, rect }) => {
          const data = cardData(painting, item, 'stays');
          return (
            // biome-ignore lint/a11y/useSemanticElements: a folded card holds a button of its own, so it cannot be one
            <div
              key={item.id}
              className="original-card"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: chosen by key, as the cards of the other half are
              tabIndex={0}
              role="group"
              aria-label={cardLabel(data)}
              data-id={item.id}
              style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }}
              onClick={(event) => {
                event.stopPropagation();
                if (!dragged.current) setView({ selected: item.id, tab: 'inspect' });
              }}
              onDoubleClick={(event) => {
                event.stopPropagation();
                openItem(item);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                if (event.target !== event.currentTarget) return;
                // A card that is chosen already is opened, further up.
                if (event.key === 'Enter' && selected === item.id) return;
                event.preventDefault();
                event.stopPropagation();
                setView({ selected: item.id, tab: 'inspect' });
              }}
            >
              <CardFace data={data} selected={selected === item.id} />
            </div>
          );
        })}
      </div>
      {far.over !== null && <BlockTip painting={painting} index={far.over} />}
    </section>
  );
}
