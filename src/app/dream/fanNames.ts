import type { CurvePoint } from './curves';

/** A name beside the end of a curve; `at` is its right edge, `level` its baseline. Pixels. */
export interface PlacedName {
  readonly text: string;
  readonly kind: string;
  readonly at: number;
  readonly level: number;
}

interface Named {
  readonly text: string;
  readonly kind: string;
  readonly points: readonly CurvePoint[];
}

/** Where names may stand. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Names this near to each other, down and across, would lie on one another. */
const NEAR = { down: 15, across: 70 };

/** The names of a dream and of what is real: each on its own side of its curve, and never on one another. */
export function namesOf(
  dream: Named,
  real: Named | null,
  x: (step: number) => number,
  y: (ms: number) => number,
  frame: Frame,
): PlacedName[] {
  const end = real?.points.at(-1);
  const beside = end === undefined ? undefined : dream.points[end.step];
  // The slower one has its name above.
  const above = end === undefined || beside === undefined || beside.ms >= end.ms;
  const place = (named: Named | null, isAbove: boolean): PlacedName | null => {
    const point = named?.points.at(-1);
    if (named === null || point === undefined) return null;
    return {
      text: named.text,
      kind: named.kind,
      at: within(x(point.step), frame.left, frame.right),
      level: within(y(point.ms) + (isAbove ? -9 : 16), frame.top, frame.bottom),
    };
  };
  const [own, other] = [place(dream, above), place(real, !above)];
  if (own === null || other === null) return [own, other].filter((one) => one !== null);
  if (Math.abs(own.at - other.at) >= NEAR.across || Math.abs(own.level - other.level) >= NEAR.down)
    return [own, other];
  // At an edge both were pushed to the same height: the inner one makes room.
  const [upper, lower] =
    own.level < other.level || (own.level === other.level && above) ? [own, other] : [other, own];
  const down = upper.level + NEAR.down <= frame.bottom;
  const moved = down
    ? [upper, { ...lower, level: upper.level + NEAR.down }]
    : [{ ...upper, level: lower.level - NEAR.down }, lower];
  return moved;
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
