import type { Overlay } from '../stores/view';

/** What cards can be coloured by, in words, in the order of the menu. */
export const overlays: readonly (readonly [Overlay, string])[] = [
  ['family', 'Kind of operator'],
  ['runtime', 'Share of the runtime'],
  ['macs', 'Multiply-adds'],
  ['bytes', 'Bytes moved'],
  ['legal', 'Where rewrites apply'],
  ['agent', 'Where the agent would act next'],
  ['gap', 'Where imagined and real runtimes differ'],
];

/** As a command, or as a deed that can be taken back. */
export function colourLabel(overlay: Overlay): string {
  const label = overlays.find(([value]) => value === overlay)?.[1] ?? overlay;
  return `Colour by ${label[0]?.toLowerCase()}${label.slice(1)}`;
}

/** Why an overlay has nothing to show yet; null when it has. */
export function missingFor(overlay: Overlay, timed: boolean, compared: boolean): string | null {
  if (overlay === 'runtime' && !timed) return 'Once the operators have been timed';
  return overlay === 'gap' && !compared ? 'Once rewrites were imagined and measured' : null;
}
