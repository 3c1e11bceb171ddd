/** Whether a key belongs to something that is open around the focus, such as a dialog or a menu. */
export const isInOverlay = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=dialog], [role=menu], [role=listbox]') !== null;
