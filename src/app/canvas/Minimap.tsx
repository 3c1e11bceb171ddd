import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { onThemeChange } from '../theme';
import { type Marks, markOf } from './marks';
import { type OverlayScale, overlayLevel } from './overlay';
import { colourOf, seen } from './paint';
import { HEAT_STEPS, readPalette } from './palette';
import { type PlacedScene, rectOf } from './placed';

const LARGEST = { width: 168, height: 132 };
/** Beside two graphs it stands in a margin of its own, so that it lies on neither. */
const NARROW = { width: 38, height: 220 };

interface Props {
  readonly placed: PlacedScene;
  readonly scale: OverlayScale;
  readonly marks: Marks;
  readonly narrow: boolean;
}

/** The whole graph in a corner, with what is seen of it; drag to move there. It leaves when all is seen anyway. */
export function Minimap({ placed, scale, marks, narrow }: Props) {
  const flow = useReactFlow();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [theme, setTheme] = useState(0);
  useEffect(() => onThemeChange(() => setTimeout(() => setTheme((n) => n + 1))), []);
  const { bounds } = placed.layout;
  const fit = useMemo(() => {
    const largest = narrow ? NARROW : LARGEST;
    const factor = Math.min(
      largest.width / Math.max(1, bounds.width),
      largest.height / Math.max(1, bounds.height),
    );
    // A deep narrow graph would be a thread: it gets some width, and then is wider than it is.
    const width = Math.max(36, bounds.width * factor);
    return {
      sx: width / Math.max(1, bounds.width),
      sy: factor,
      width,
      height: Math.max(24, bounds.height * factor),
    };
  }, [bounds, narrow]);
  const windowKey = useStore((s) => {
    const [x, y, zoom] = s.transform;
    const rect = seen({ x, y, zoom }, s.width, s.height);
    return `${rect.x} ${rect.y} ${rect.width} ${rect.height}`;
  });
  const [x = 0, y = 0, width = 0, height = 0] = windowKey.split(' ').map(Number);
  const whole =
    x <= bounds.x &&
    y <= bounds.y &&
    x + width >= bounds.x + bounds.width &&
    y + height >= bounds.y + bounds.height;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new theme means new colours, and a map that comes back a new canvas
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null) return;
    const ratio = Math.min(2, devicePixelRatio);
    element.width = Math.round(fit.width * ratio);
    element.height = Math.round(fit.height * ratio);
    const palette = readPalette(element.parentElement ?? element);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    placed.scene.items.forEach((item, index) => {
      if (item.kind === 'box') return;
      const rect = rectOf(placed, index);
      const mark = markOf(marks, item.id);
      const level = overlayLevel(scale, item);
      const family = palette.families[item.kind === 'folded' ? item.family : item.node.family];
      context.fillStyle =
        mark !== null
          ? colourOf(mark, palette)
          : level === null
            ? family
            : (palette.heat[Math.round(level * HEAT_STEPS)] ?? family);
      context.fillRect(
        (rect.x - bounds.x) * fit.sx,
        (rect.y - bounds.y) * fit.sy,
        Math.max(1.5, rect.width * fit.sx),
        Math.max(1, rect.height * fit.sy),
      );
    });
  }, [placed, scale, marks, fit, bounds, theme, whole]);
  if (whole) return null;
  const moveTo = (event: React.PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    void flow.setCenter(
      bounds.x + (event.clientX - box.left) / fit.sx,
      bounds.y + (event.clientY - box.top) / fit.sy,
      {
        zoom: flow.getZoom(),
      },
    );
  };
  const left = Math.max(0, (x - bounds.x) * fit.sx);
  const top = Math.max(0, (y - bounds.y) * fit.sy);
  const right = Math.min(fit.width, (x + width - bounds.x) * fit.sx);
  const bottom = Math.min(fit.height, (y + height - bounds.y) * fit.sy);
  return (
    <div className="minimap" aria-hidden="true">
      <div
        className="minimap-map"
        style={{ width: fit.width, height: fit.height }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          moveTo(event);
        }}
        onPointerMove={(event) => {
          if (event.buttons === 1) moveTo(event);
        }}
      >
        <canvas ref={canvas} style={{ width: fit.width, height: fit.height }} />
        <div
          className="minimap-window"
          style={{ left, top, width: Math.max(6, right - left), height: Math.max(5, bottom - top) }}
        />
      </div>
    </div>
  );
}
