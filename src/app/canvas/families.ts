import type { OpFamily } from '../../workers/session/protocol';

export const familyNames: Record<OpFamily, string> = {
  convolution: 'Convolution',
  matmul: 'Matrix product',
  elementwise: 'Elementwise',
  normalization: 'Normalization and reduction',
  movement: 'Movement of data',
  other: 'Other',
};

/** A small drawing for each family, in a box of 16 by 16, as stroked paths: colour is never alone. */
export const familyGlyphs: Record<OpFamily, string> = {
  // A window over a grid.
  convolution: 'M2.500 2.500h11v11h-11z M2.500 6.200h11 M6.200 2.500v11 M6.200 6.200h3.700v3.700h-3.700z',
  // Rows times columns.
  matmul: 'M3 2.500h-.5v11H3 M13 2.500h.5v11H13 M5 5.500h6 M5 8h6 M5 10.500h6',
  // One curve, applied to each.
  elementwise: 'M2.500 12.500h4.500l6.500-9',
  // A bell.
  normalization: 'M2 12.800c3.500 0 3.800-9.300 6-9.300s2.500 9.300 6 9.300',
  // Two arrows that change places.
  movement: 'M2.500 5.500h10 M10 3l2.500 2.500L10 8 M13.500 10.500h-10 M6 8l-2.500 2.500L6 13',
  other: 'M8 3.200a4.800 4.800 0 1 0 0 9.600a4.800 4.800 0 1 0 0-9.600',
};
