/** Whether the page is shown inside another one, as `?embed=1` asks: chart, graph and timeline, nothing else. */
export const embedded: boolean = new URLSearchParams(location.search).get('embed') === '1';

/** The address of the same thing as a page of its own. */
export function fullPage(): string {
  const url = new URL(location.href);
  url.searchParams.delete('embed');
  return url.href;
}
