/** The chart and the slider below share these, so that a step is in one place on both. Pixels. */
export const PLOT_LEFT = 68;
export const PLOT_RIGHT = 100;
const THUMB = 9;

/** Where a step is, across a chart of this width. */
export const across = (step: number, steps: number, width: number): number =>
  PLOT_LEFT + THUMB + (steps === 0 ? 0 : (step / steps) * (width - PLOT_LEFT - PLOT_RIGHT - 2 * THUMB));
