import type { Point } from './series';

/** The name of a series, at the height where its line ends. */
export interface Label {
  readonly text: string;
  readonly kind: string;
  readonly y: number;
}

/** A label for a series that has at least so many points; null for others. */
export function labelOf(
  text: string,
  kind: string,
  points: readonly Point[],
  y: (ms: number) => number,
  atLeast = 1,
): Label | null {
  const last = points.at(-1);
  return last === undefined || points.length < atLeast ? null : { text, kind, y: y(last.ms) };
}

const GAP = 16;

/** Moves labels apart where they would overlap. */
export function spread(labels: readonly (Label | null)[], height: number): Label[] {
  const sorted = labels.filter((one) => one !== null).sort((a, b) => a.y - b.y);
  const placed: Label[] = [];
  for (const one of sorted) placed.push({ ...one, y: Math.max(one.y, 8, (placed.at(-1)?.y ?? -GAP) + GAP) });
  for (let i = placed.length - 1, limit = height - 8; i >= 0; i--, limit -= GAP) {
    const one = placed[i];
    if (one !== undefined && one.y > limit) placed[i] = { ...one, y: limit };
  }
  return placed;
}
