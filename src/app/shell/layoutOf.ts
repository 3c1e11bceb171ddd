/**
 * How the workbench is laid out. `beside`: rewrites, graph and panel in three columns above the timeline; `below`: the
 * graph has the whole width, rewrites and panel share what lies below it; `stacked`: everything in one column that
 * scrolls, as on a phone.
 */
export type Layout = 'beside' | 'below' | 'stacked';

/** Narrower than this, three columns leave the graph less room than its own toolbar takes. Pixels. */
const THREE_COLUMNS = 960;
const PHONE = 720;
/** Lower than these, what is above and below the graph would leave it none: a phone on its side, a page enlarged. */
const LOW = 640;
const LOW_AT_ANY_WIDTH = 420;

/**
 * The layout for a page of so many pixels.
 * @param embedded only graph and timeline are shown, in a frame that somebody chose the size of
 */
export function layoutOf(width: number, height: number, embedded: boolean): Layout {
  if (width <= PHONE) return 'stacked';
  if (embedded) return 'beside';
  if (height <= LOW_AT_ANY_WIDTH) return 'stacked';
  if (width > THREE_COLUMNS) return 'beside';
  return height <= LOW ? 'stacked' : 'below';
}
