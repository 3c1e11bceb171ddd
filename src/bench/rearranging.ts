/** Operators whose results are elements of their first input (a Concat's: of all), elsewhere or several times. */
export const rearranging: readonly string[] = [
  'Identity',
  'Reshape',
  'Transpose',
  'Squeeze',
  'Unsqueeze',
  'Flatten',
  'Concat',
  'Split',
  'Slice',
  'Gather',
  'Expand',
  'Tile',
];
