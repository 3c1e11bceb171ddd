import { useStoreApi } from '@xyflow/react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { onThemeChange } from '../theme';
import { paint } from './paint';
import type { Painting } from './painting';
import { type Palette, readPalette } from './palette';

interface Props {
  readonly painting: Painting;
  /** Called once, after the first drawing. */
  readonly onPainted: () => void;
}

/** One canvas under the cards, with their viewport: boxes, wires, and all cards when they are too small to read. */
export function WireLayer({ painting, onPainted }: Props) {
  const store = useStoreApi();
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(painting);
  const redraw = useRef(() => {});
  const painted = useRef(onPainted);
  useLayoutEffect(() => {
    latest.current = painting;
    redraw.current();
  }, [painting]);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null) return;
    let palette: Palette | null = null;
    let frame = 0;
    let first = true;
    const draw = () => {
      frame = 0;
      const { transform, width, height } = store.getState();
      if (width === 0 || height === 0) return;
      const ratio = Math.min(2, devicePixelRatio);
      if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
        element.width = Math.round(width * ratio);
        element.height = Math.round(height * ratio);
      }
      palette ??= readPalette(element.parentElement ?? element);
      const [x, y, zoom] = transform;
      paint(context, latest.current, palette, { x, y, zoom }, { width, height, ratio });
      if (first) {
        first = false;
        requestAnimationFrame(() => painted.current());
      }
    };
    const request = () => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    redraw.current = request;
    const stopTheme = onThemeChange(() => {
      palette = null;
      // Colours are read after the page has taken the new theme.
      setTimeout(request);
    });
    const stopViewport = store.subscribe((now, before) => {
      if (now.transform !== before.transform || now.width !== before.width || now.height !== before.height)
        draw();
    });
    draw();
    return () => {
      cancelAnimationFrame(frame);
      stopTheme();
      stopViewport();
      redraw.current = () => {};
    };
  }, [store]);
  return (
    <div className="wires" aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  );
}
