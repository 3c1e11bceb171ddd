import type { OpFamily } from '../../workers/session/protocol';

/** Colours of the theme as a 2D context takes them. */
export interface Palette {
  readonly wire: string;
  readonly accent: string;
  readonly added: string;
  readonly removed: string;
  readonly imagined: string;
  /** Around what a person can rewrite. */
  readonly playable: string;
  readonly box: string;
  readonly boxLine: string;
  readonly surface: string;
  readonly ink: string;
  readonly families: Readonly<Record<OpFamily, string>>;
  /** From cool to hot, for overlays. */
  readonly heat: readonly string[];
}

export const HEAT_STEPS = 10;

/** Reads the colours from an element in the page, since a canvas does not resolve custom properties. */
export function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const read = (value: string): string => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const palette: Palette = {
    wire: read('var(--wire)'),
    accent: read('var(--accent)'),
    added: read('var(--added)'),
    removed: read('var(--removed)'),
    imagined: read('var(--imagined)'),
    playable: read('var(--playable)'),
    box: read('var(--box)'),
    boxLine: read('var(--line)'),
    surface: read('var(--surface)'),
    ink: read('var(--ink)'),
    families: {
      convolution: read('var(--fam-convolution)'),
      matmul: read('var(--fam-matmul)'),
      elementwise: read('var(--fam-elementwise)'),
      normalization: read('var(--fam-normalization)'),
      movement: read('var(--fam-movement)'),
      other: read('var(--fam-other)'),
    },
    heat: Array.from({ length: HEAT_STEPS + 1 }, (_, i) =>
      read(`color-mix(in oklab, var(--heat) ${i * (100 / HEAT_STEPS)}%, var(--cool))`),
    ),
  };
  probe.remove();
  return palette;
}
