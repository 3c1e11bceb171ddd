/** Rows of a page; traces of people are hardly ever longer than two. */
const PAGE = 500;

/**
 * Which rows of a long list are drawn, from the first to before the last: the page that the present one is on and its
 * neighbours, so that rows stay while one goes on, and so many more pages on either side.
 * @param at The present row.
 */
export function pagesAround(rows: number, at: number, earlier = 0, later = 0): readonly [number, number] {
  const page = Math.floor(Math.max(0, at) / PAGE);
  return [Math.max(0, page - 1 - earlier) * PAGE, Math.min(rows, (page + 2 + later) * PAGE)];
}
