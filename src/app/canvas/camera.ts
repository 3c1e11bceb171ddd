import type { ReactFlowInstance } from '@xyflow/react';
import { prefersStillness } from '../theme';
import { seen } from './paint';
import { around, contains, type Rect } from './placed';
import { type Stage, wholeView } from './wholeView';

/** A graph that would need less zoom than this to be seen whole is opened at its top instead. */
const READABLE = 0.5;
const OPENING_ZOOM = 0.9;
const GLIDE = 300;

const glide = () => (prefersStillness() ? 0 : GLIDE);

/** Shows the whole drawing. */
export function fitAll(
  flow: ReactFlowInstance,
  bounds: Rect,
  stage: Stage,
  duration = glide(),
): Promise<boolean> {
  return flow.setViewport(wholeView(bounds, stage), { duration });
}

/** Where a model is seen first: whole where that can be read, else its beginning. */
export function openCamera(
  flow: ReactFlowInstance,
  bounds: Rect,
  first: Rect,
  stage: Stage,
): Promise<boolean> {
  const whole = Math.min((stage.width - 64) / bounds.width, (stage.height - 64) / bounds.height);
  if (whole >= READABLE) return fitAll(flow, bounds, stage, 0);
  const zoom = OPENING_ZOOM;
  return flow.setViewport({
    // A narrow graph is centred as a whole, a wide one on where it begins.
    x:
      stage.width / 2 -
      (bounds.width * zoom < stage.width ? bounds.x + bounds.width / 2 : first.x + first.width / 2) * zoom,
    y: 56 - first.y * zoom,
    zoom,
  });
}

/** Moves only when `target` is not to be seen already, and then zooms only when it could not be read. */
export function bringIntoView(flow: ReactFlowInstance, target: Rect, stage: Stage, readable = true): void {
  const viewport = flow.getViewport();
  const window = seen(viewport, stage.width, stage.height);
  const margin = 24 / viewport.zoom;
  const inner = {
    x: window.x + margin,
    y: window.y + margin,
    width: window.width - 2 * margin,
    height: window.height - 2 * margin,
  };
  const zoomIn = readable && viewport.zoom < READABLE;
  if (!zoomIn && contains(inner, target)) return;
  const fits = Math.min((stage.width - 96) / target.width, (stage.height - 96) / target.height);
  const zoom = Math.max(0.05, Math.min(zoomIn ? OPENING_ZOOM : viewport.zoom, fits));
  void flow.setViewport(
    {
      x: stage.width / 2 - (target.x + target.width / 2) * zoom,
      y: stage.height / 2 - (target.y + target.height / 2) * zoom,
      zoom,
    },
    { duration: glide() },
  );
}

/** Below this, a camera that follows a rewrite does not zoom out: the place has to stay readable. */
const FOLLOWING_ZOOM = 0.62;

/**
 * Follows a rewrite: all of what it changed where that can be read, else the change that is nearest to what is seen.
 * A person who looks from afar and sees the place goes on looking from afar.
 */
export function followRewrite(flow: ReactFlowInstance, changed: readonly Rect[], stage: Stage): void {
  const target = around(changed);
  if (target === null) return;
  const { x, y, zoom } = flow.getViewport();
  const fits = Math.min((stage.width - 96) / target.width, (stage.height - 96) / target.height);
  if (fits >= Math.min(zoom, FOLLOWING_ZOOM)) {
    bringIntoView(flow, target, stage, false);
    return;
  }
  const middle = { x: (stage.width / 2 - x) / zoom, y: (stage.height / 2 - y) / zoom };
  const away = (rect: Rect) =>
    Math.hypot(rect.x + rect.width / 2 - middle.x, rect.y + rect.height / 2 - middle.y);
  const nearest = changed.reduce((best, rect) => (away(rect) < away(best) ? rect : best));
  bringIntoView(flow, nearest, stage, false);
}
