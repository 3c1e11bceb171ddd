import { useEffect, useMemo, useRef, useState } from 'react';
import { type CardData, CardFace } from '../canvas/Cards';
import { paint } from '../canvas/paint';
import { type Palette, readPalette } from '../canvas/palette';
import { around, rectOf } from '../canvas/placed';
import { count } from '../format';
import { onThemeChange, prefersStillness } from '../theme';
import { useSize } from '../timeline/useSize';
import { type DemoStep, runDemo } from './demoRun';

const EVERY = 1300;
const ZOOM = 0.7;
const family = { overlay: 'family', largest: 0 } as const;

/** A small model that is being rewritten for real, over and over: what the page does, before a word is read. */
export function Demo({ model }: { model: string }) {
  const [steps, setSteps] = useState<readonly DemoStep[]>([]);
  const [at, setAt] = useState(0);
  const known = useRef(0);
  useEffect(() => {
    const abort = new AbortController();
    const begin = setTimeout(() => {
      runDemo(model, (step) => setSteps((all) => [...all, step]), abort.signal).catch(() => {
        // The demonstration is an ornament: without it the page is whole.
      });
    }, 600);
    return () => {
      clearTimeout(begin);
      abort.abort();
      setSteps([]);
    };
  }, [model]);
  known.current = steps.length;
  useEffect(() => {
    if (prefersStillness()) return;
    const timer = setInterval(() => {
      if (!document.hidden) setAt((now) => (now + 1 < known.current ? now + 1 : known.current > 2 ? 0 : now));
    }, EVERY);
    return () => clearInterval(timer);
  }, []);
  const shown = steps[prefersStillness() ? steps.length - 1 : at];
  return (
    <div className="demo" aria-hidden="true">
      {shown !== undefined && <Stage step={shown} />}
      {shown !== undefined && <Curve steps={steps} at={steps.indexOf(shown)} />}
    </div>
  );
}

function Stage({ step }: { step: DemoStep }) {
  const { placed, added } = step;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [element, { width, height }] = useSize<HTMLDivElement>();
  const [theme, setTheme] = useState(0);
  useEffect(() => onThemeChange(() => setTimeout(() => setTheme((n) => n + 1))), []);
  const marks = useMemo(() => new Map(added.map((id) => [id, 'added'] as const)), [added]);
  const view = useMemo(() => {
    const rects = added.flatMap((id) => {
      const index = placed.scene.indexOf.get(id);
      return index === undefined ? [] : [rectOf(placed, index)];
    });
    const target = around(rects) ?? {
      x: 0,
      y: placed.layout.bounds.height - 200,
      width: placed.layout.bounds.width,
      height: 200,
    };
    const { bounds } = placed.layout;
    const zoom = Math.min(ZOOM, (width - 24) / Math.max(1, bounds.width));
    const middle = target.y + target.height / 2;
    const y = Math.min(
      24,
      Math.max(height - 24 - (bounds.y + bounds.height) * zoom, height / 2 - middle * zoom),
    );
    return { x: width / 2 - (bounds.x + bounds.width / 2) * zoom, y, zoom };
  }, [placed, added, width, height]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new theme means new colours
  useEffect(() => {
    const surface = canvas.current;
    const context = surface?.getContext('2d') ?? null;
    if (surface === null || context === null || width === 0) return;
    const { bounds } = placed.layout;
    const ratio = Math.min(2, devicePixelRatio);
    const size = { width: bounds.width * view.zoom + 48, height: bounds.height * view.zoom + 48, ratio };
    surface.width = Math.round(size.width * ratio);
    surface.height = Math.round(size.height * ratio);
    surface.style.width = `${size.width}px`;
    surface.style.height = `${size.height}px`;
    const palette: Palette = readPalette(surface.parentElement ?? surface);
    const painting = { placed, marks, selected: null, scale: family, progress: 1, newEdges: null };
    paint(
      context,
      painting,
      palette,
      { x: 24 - bounds.x * view.zoom, y: 24 - bounds.y * view.zoom, zoom: view.zoom },
      size,
    );
  }, [placed, marks, view.zoom, width, theme]);
  const { bounds } = placed.layout;
  return (
    <div ref={element} className="demo-stage flow" data-lod="middle">
      <div className="demo-camera" style={{ transform: `translate(${view.x}px, ${view.y}px)` }}>
        <canvas
          ref={canvas}
          style={{ transform: `translate(${bounds.x * view.zoom - 24}px, ${bounds.y * view.zoom - 24}px)` }}
        />
        <div style={{ transform: `scale(${view.zoom})`, transformOrigin: '0 0' }}>
          {placed.scene.items.map((item, index) => {
            if (item.kind === 'box') return null;
            const rect = rectOf(placed, index);
            const data: CardData = {
              item,
              mark: marks.get(item.id) ?? null,
              presence: marks.has(item.id) ? 'comes' : 'stays',
              level: null,
              plays: 0,
            };
            return (
              <div
                key={item.id}
                className="demo-card"
                style={{
                  transform: `translate(${rect.x}px, ${rect.y}px)`,
                  width: rect.width,
                  height: rect.height,
                }}
              >
                <CardFace data={data} selected={false} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Multiply-adds are counted, not timed: they can be shown without running anything. */
function Curve({ steps, at }: { steps: readonly DemoStep[]; at: number }) {
  const first = steps[0]?.macs ?? 1;
  const now = steps[at];
  const x = (k: number) => (200 * k) / Math.max(1, steps.length - 1);
  const y = (macs: number) => 40 - 36 * (macs / Math.max(1, first));
  const path = steps
    .map((step, k) => `${k === 0 ? 'M' : 'L'}${x(k).toFixed(1)} ${y(step.macs).toFixed(1)}`)
    .join('');
  return (
    <div className="demo-foot">
      <p className="demo-title">{now?.title?.replace(/\.$/, '') ?? 'A small attention block'}</p>
      <div className="demo-curve">
        <svg viewBox="0 0 200 44" preserveAspectRatio="none" aria-hidden="true">
          <path d={path} />
          {now !== undefined && <line x1={x(at)} x2={x(at)} y1={0} y2={44} />}
        </svg>
        <p className="demo-count">{now === undefined ? '' : `${count(now.macs)} multiply-adds`}</p>
      </div>
    </div>
  );
}
