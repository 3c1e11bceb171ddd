import { type PlacedScene, rectOf } from '../canvas/placed';
import type { Fate } from '../canvas/unite';
import type { SvgColours } from './graphSvg';
import { round } from './svg';

/** The wires of a drawing, below its cards: what is gone dashed and red, what came green. */
export function wiresSvg(
  placed: PlacedScene,
  colours: SvgColours,
  fates: ReadonlyMap<number, Fate> = new Map(),
): string[] {
  const { layout } = placed;
  const pieces = (wanted: Fate | null): number[] => {
    const found = new Set<number>();
    placed.scene.edges.forEach((_, e) => {
      if ((fates.get(e) ?? null) !== wanted) return;
      for (let k = layout.edgeStart[e] ?? 0; k < (layout.edgeStart[e + 1] ?? 0); k++)
        found.add(layout.edgePieces[k] ?? 0);
    });
    return [...found];
  };
  const path = (d: string, stroke: string, more: string): string =>
    d === '' ? '' : `<path d="${d}" fill="none" stroke="${stroke}" stroke-linejoin="round" ${more}/>`;
  // What several wires share is drawn once, unless some of them are told apart.
  const plain =
    fates.size === 0
      ? ways(
          placed,
          Array.from({ length: layout.pieceOwn.length }, (_, p) => p),
          true,
        )
      : ways(placed, pieces(null), false);
  return [
    path(plain, colours.wire, 'stroke-width="1.4"'),
    path(ways(placed, pieces('removed'), false), colours.removed, 'stroke-width="2" stroke-dasharray="6 4"'),
    path(ways(placed, pieces('added'), false), colours.added, 'stroke-width="2"'),
    `<path d="${heads(placed)}" fill="${colours.wire}"/>`,
  ].filter((part) => part !== '');
}

/** Smooth ways through the points of some pieces. */
function ways({ layout }: PlacedScene, pieces: readonly number[], shared: boolean): string {
  const parts: string[] = [];
  for (const p of pieces) {
    const from = (shared ? layout.pieceOwn : layout.pieceStart)[p] ?? 0;
    const to = layout.pieceStart[p + 1] ?? 0;
    let x = layout.points[from] ?? 0;
    let y = layout.points[from + 1] ?? 0;
    parts.push(`M${round(x)} ${round(y)}`);
    for (let k = from + 2; k < to; k += 2) {
      const nextX = layout.points[k] ?? 0;
      const nextY = layout.points[k + 1] ?? 0;
      const middle = round((y + nextY) / 2);
      parts.push(
        Math.abs(x - nextX) < 0.5
          ? `L${round(nextX)} ${round(nextY)}`
          : `C${round(x)} ${middle} ${round(nextX)} ${middle} ${round(nextX)} ${round(nextY)}`,
      );
      x = nextX;
      y = nextY;
    }
  }
  return parts.join('');
}

/** A small arrowhead above every card that something leads into. */
function heads(placed: PlacedScene): string {
  return [...new Set(placed.scene.edges.map((edge) => edge.to))]
    .map((index) => {
      const { x, y, width } = rectOf(placed, index);
      return `M${round(x + width / 2)} ${round(y)}l-4 -7h8z`;
    })
    .join('');
}
