/** A corner of a band's outline. */
interface Corner {
  readonly step: number;
  readonly ms: number;
}

/** Where a band goes on beyond the chart. */
export interface Cut {
  readonly edge: 'top' | 'bottom';
  /** Steps, with fractions where the outline leaves between two of them. */
  readonly from: number;
  readonly to: number;
}

export interface CutBand {
  /** From the first step on along the top, then back along the bottom. */
  readonly outline: readonly Corner[];
  readonly cuts: readonly Cut[];
}

/** A band cut to the range that a chart shows: exactly where it leaves, so that no slope is drawn that is not there. */
export function cutBand(
  points: readonly { readonly step: number; readonly low: number; readonly high: number }[],
  [least, most]: readonly [number, number],
): CutBand {
  const top = cutCurve(
    points.map(({ step, high }) => ({ step, ms: high })),
    least,
    most,
  );
  const bottom = cutCurve(
    points.map(({ step, low }) => ({ step, ms: low })),
    least,
    most,
  );
  return {
    outline: [...top.map(inside(least, most)), ...bottom.map(inside(least, most)).reverse()],
    cuts: [...runs(top, 'top', (ms) => ms > most), ...runs(bottom, 'bottom', (ms) => ms < least)],
  };
}

const inside =
  (least: number, most: number) =>
  ({ step, ms }: Corner): Corner => ({ step, ms: Math.max(least, Math.min(most, ms)) });

/** The curve with corners of its own where it passes an edge of the range; nothing is moved. */
function cutCurve(points: readonly Corner[], least: number, most: number): Corner[] {
  const cut: Corner[] = [];
  for (const point of points) {
    const to = { step: point.step, ms: Math.min(Number.MAX_VALUE, point.ms) };
    const from = cut.at(-1);
    if (from !== undefined) {
      const crossed = [least, most].filter(
        (edge) => edge > Math.min(from.ms, to.ms) && edge < Math.max(from.ms, to.ms),
      );
      if (from.ms > to.ms) crossed.reverse();
      for (const edge of crossed) {
        const part = (edge - from.ms) / (to.ms - from.ms);
        cut.push({ step: from.step + part * (to.step - from.step), ms: edge });
      }
    }
    cut.push(to);
  }
  return cut;
}

/** The stretches along a curve that lie beyond an edge. */
function runs(curve: readonly Corner[], edge: Cut['edge'], beyond: (ms: number) => boolean): Cut[] {
  const found: { edge: Cut['edge']; from: number; to: number }[] = [];
  curve.forEach((corner, i) => {
    if (!beyond(corner.ms)) return;
    const from = curve[i - 1]?.step ?? corner.step;
    const to = curve[i + 1]?.step ?? corner.step;
    const last = found.at(-1);
    if (last !== undefined && last.to >= from) last.to = to;
    else found.push({ edge, from, to });
  });
  return found;
}
