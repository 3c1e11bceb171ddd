import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type CardData, CardFace } from '../canvas/Cards';
import { type Marks, noMarks } from '../canvas/marks';
import { overlayLevel, overlayScale } from '../canvas/overlay';
import { paint } from '../canvas/paint';
import { readPalette } from '../canvas/palette';
import { around, type PlacedScene, rectOf } from '../canvas/placed';
import type { Item } from '../canvas/scene';
import type { Overlay } from '../stores/view';
import { onThemeChange, prefersStillness } from '../theme';
import { useSize } from '../timeline/useSize';

const AIR = 20;
const SMALLEST = 0.42;
/** A graph that needs no less to be seen whole is. */
const READABLE = 0.62;

export interface GraphFigureProps {
  readonly placed: PlacedScene;
  /** What is drawn, for those who do not see it. */
  readonly label: string;
  readonly marks?: Marks;
  /** Cards that invite a click, with what their names add for a screen reader. */
  readonly lit?: ReadonlyMap<string, string>;
  readonly selected?: string | null;
  readonly overlay?: Overlay;
  /** Ids that should be in sight. */
  readonly focus?: readonly string[];
  /** Absent: the cards cannot be chosen. */
  readonly onPick?: (id: string) => void;
}

const nothing: ReadonlyMap<string, string> = new Map();

/** A graph that fits its place, or where it could not be read then the width, and scrolls down; its cards are buttons. */
export function GraphFigure(props: GraphFigureProps) {
  const { placed, label, marks = noMarks, lit = nothing, selected = null, overlay = 'family', focus } = props;
  const [element, { width, height }] = useSize<HTMLDivElement>();
  const { bounds } = placed.layout;
  const wide = Math.min(1, (width - 2 * AIR) / Math.max(1, bounds.width));
  const whole = Math.min(wide, (height - 2 * AIR) / Math.max(1, bounds.height));
  const zoom = Math.max(SMALLEST, whole >= READABLE ? whole : wide);
  const scale = useMemo(() => overlayScale(overlay, placed.scene), [overlay, placed]);
  const drawn = { width: bounds.width * zoom + 2 * AIR, height: bounds.height * zoom + 2 * AIR };
  const left = Math.max(AIR, (width - bounds.width * zoom) / 2);
  const top = Math.max(AIR, (height - bounds.height * zoom) / 2);
  useFocus(element, placed, focus, { zoom, top });
  const lod = zoom >= 0.8 ? 'near' : zoom >= 0.58 ? 'middle' : 'block';
  return (
    <div ref={element} className="lesson-graph flow" data-lod={lod}>
      <section
        className="lesson-sheet"
        aria-label={label}
        style={{ width: Math.max(width, drawn.width), height: Math.max(height, drawn.height) }}
      >
        {width > 0 && (
          <div
            className="lesson-origin"
            style={{ transform: `translate(${left - bounds.x * zoom}px, ${top - bounds.y * zoom}px)` }}
          >
            <Wires placed={placed} marks={marks} scale={scale} selected={selected} zoom={zoom} />
            <div style={{ transform: `scale(${zoom})`, transformOrigin: '0 0' }}>
              {placed.scene.items.map((item, index) => {
                if (item.kind === 'box') return null;
                const rect = rectOf(placed, index);
                const mark = marks.get(item.id) ?? null;
                const presence = mark === 'added' ? 'comes' : 'stays';
                const data: CardData = { item, mark, presence, level: overlayLevel(scale, item), plays: 0 };
                return (
                  <div
                    key={item.id}
                    className="lesson-card"
                    data-lit={lit.has(item.id) || undefined}
                    style={{
                      transform: `translate(${rect.x}px, ${rect.y}px)`,
                      width: rect.width,
                      height: rect.height,
                    }}
                  >
                    <Pick {...props} item={item} invitation={lit.get(item.id) ?? null}>
                      <CardFace data={data} selected={selected === item.id} />
                    </Pick>
                  </div>
                );
              })}
            </div>
          </div>
        )}
      </section>
    </div>
  );
}

/** A folded card has a button of its own inside, which opens it. */
function Pick(props: GraphFigureProps & { item: Item; invitation: string | null; children: ReactNode }) {
  const { item, onPick, invitation, selected, children } = props;
  if (onPick === undefined || item.kind !== 'node') return children;
  const { node } = item;
  const name = `${node.kind === 'node' ? node.op : node.kind} ${node.name || node.id}`;
  return (
    <>
      {children}
      <button
        type="button"
        className="lesson-pick"
        data-node={item.id}
        aria-pressed={selected === item.id}
        aria-label={invitation === null ? name : `${name}: ${invitation}`}
        onClick={() => onPick(item.id)}
      />
    </>
  );
}

function Wires(
  props: Pick<GraphFigureProps, 'placed'> & {
    marks: Marks;
    scale: ReturnType<typeof overlayScale>;
    selected: string | null;
    zoom: number;
  },
) {
  const { placed, marks, scale, selected, zoom } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [theme, setTheme] = useState(0);
  useEffect(() => onThemeChange(() => setTimeout(() => setTheme((n) => n + 1))), []);
  const { bounds } = placed.layout;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new theme means new colours
  useEffect(() => {
    const surface = canvas.current;
    const context = surface?.getContext('2d') ?? null;
    if (surface === null || context === null) return;
    const size = { width: bounds.width * zoom + 2 * AIR, height: bounds.height * zoom + 2 * AIR };
    const ratio = Math.min(2, devicePixelRatio);
    surface.width = Math.round(size.width * ratio);
    surface.height = Math.round(size.height * ratio);
    surface.style.width = `${size.width}px`;
    surface.style.height = `${size.height}px`;
    const painting = { placed, marks, selected, scale, progress: 1, newEdges: null };
    const viewport = { x: AIR - bounds.x * zoom, y: AIR - bounds.y * zoom, zoom };
    paint(context, painting, readPalette(surface.parentElement ?? surface), viewport, { ...size, ratio });
  }, [placed, marks, scale, selected, zoom, theme]);
  return (
    <canvas
      ref={canvas}
      style={{ transform: `translate(${bounds.x * zoom - AIR}px, ${bounds.y * zoom - AIR}px)` }}
    />
  );
}

/** Scrolls the figure, never the page, so that what matters is in sight. */
function useFocus(
  element: React.RefObject<HTMLDivElement | null>,
  placed: PlacedScene,
  focus: readonly string[] | undefined,
  { zoom, top }: { zoom: number; top: number },
): void {
  const key = focus?.join(' ') ?? '';
  useEffect(() => {
    const at = element.current;
    if (at === null || key === '') return;
    const rects = key.split(' ').flatMap((id) => {
      const index = placed.scene.indexOf.get(id);
      return index === undefined ? [] : [rectOf(placed, index)];
    });
    const target = around(rects);
    if (target === null) return;
    const from = top + (target.y - placed.layout.bounds.y) * zoom;
    const to = from + target.height * zoom;
    if (from >= at.scrollTop + AIR && to <= at.scrollTop + at.clientHeight - AIR) return;
    const middle = (from + to) / 2 - at.clientHeight / 2;
    at.scrollTo({ top: Math.max(0, middle), behavior: prefersStillness() ? 'instant' : 'smooth' });
  }, [element, placed, key, zoom, top]);
}
