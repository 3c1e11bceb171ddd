/** Where a menu is put into the page: inside a landmark, so that a screen reader tells where it belongs. */
export const landmark = (selector: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(selector);
