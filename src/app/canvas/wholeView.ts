import type { Viewport } from './paint';
import type { Rect } from './placed';

/** The size of the canvas. */
export interface Stage {
  readonly width: number;
  readonly height: number;
}

/** Left free around a whole drawing; at the top, where the tools are, more, unless the drawing is beside them. */
const EDGE = 32;
const TOOLS = { width: 260, height: 56 };

/** The viewport that shows a whole drawing. */
export function wholeView(bounds: Rect, stage: Stage): Viewport {
  const within = (top: number) => {
    const zoom = Math.min(
      1,
      (stage.width - 2 * EDGE) / bounds.width,
      (stage.height - EDGE - top) / bounds.height,
    );
    return {
      x: stage.width / 2 - (bounds.x + bounds.width / 2) * zoom,
      y: (stage.height + top - EDGE) / 2 - (bounds.y + bounds.height / 2) * zoom,
      zoom,
    };
  };
  const view = within(EDGE);
  const left = view.x + bounds.x * view.zoom;
  const top = view.y + bounds.y * view.zoom;
  return left < TOOLS.width && top < TOOLS.height ? within(TOOLS.height) : view;
}
