import type { OpFamily } from '../../workers/session/protocol';
import { lastName } from '../canvas/Cards';
import { familyGlyphs } from '../canvas/families';
import { type Marks, markOf } from '../canvas/marks';
import { type PlacedScene, type Rect, rectOf } from '../canvas/placed';
import type { FoldedItem, NodeItem } from '../canvas/scene';
import { plural } from '../format';

/** Colours as `#rrggbb`, since not every program that shows an SVG knows newer ones. */
export interface SvgColours {
  readonly page: string;
  readonly card: string;
  readonly line: string;
  readonly box: string;
  readonly wire: string;
  readonly ink: string;
  readonly quiet: string;
  readonly added: string;
  readonly removed: string;
  readonly families: Readonly<Record<OpFamily, string>>;
}

export interface SvgOptions {
  readonly placed: PlacedScene;
  readonly marks: Marks;
  readonly colours: SvgColours;
  /** Width of a text in pixels. */
  readonly measure: (text: string, size: number, bold: boolean) => number;
}

const MARGIN = 32;
const PADDING = 12;
const FONT = "'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', sans-serif";

/** The whole graph in its present state of folding, as one SVG file. */
export function graphSvg(options: SvgOptions): string {
  const { placed, colours } = options;
  const { bounds } = placed.layout;
  const x = bounds.x - MARGIN;
  const y = bounds.y - MARGIN;
  const width = Math.ceil(bounds.width + 2 * MARGIN);
  const height = Math.ceil(bounds.height + 2 * MARGIN);
  const items = placed.scene.items.map((item, index) => ({ item, rect: rectOf(placed, index) }));
  const boxes = items.flatMap(({ item, rect }) =>
    item.kind === 'box'
      ? [
          `${rectangle(rect, 12, colours.box, colours.line)}${text(rect.x + 16, rect.y + 23, item.label, 12, colours.quiet, true)}`,
        ]
      : [],
  );
  const cards = items.flatMap(({ item, rect }) => (item.kind === 'box' ? [] : [card(item, rect, options)]));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${round(x)} ${round(y)} ${width} ${height}" font-family="${FONT}">`,
    `<rect x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" fill="${colours.page}"/>`,
    ...boxes,
    `<path d="${wires(placed)}" fill="none" stroke="${colours.wire}" stroke-width="1.4" stroke-linejoin="round"/>`,
    `<path d="${heads(placed)}" fill="${colours.wire}"/>`,
    ...cards,
    '</svg>',
  ].join('\n');
}

function card(item: NodeItem | FoldedItem, rect: Rect, { marks, colours, measure }: SvgOptions): string {
  const family = item.kind === 'folded' ? item.family : item.node.family;
  const mark = markOf(marks, item.id);
  const stroke = mark === 'added' ? colours.added : mark === 'removed' ? colours.removed : colours.line;
  const left = rect.x + PADDING;
  const right = rect.x + rect.width - PADDING;
  const room = rect.width - 2 * PADDING;
  const isEnd = item.kind === 'node' && item.node.kind !== 'node';
  const glyph = isEnd ? 0 : 20;
  const within = (full: string, size: number, bold: boolean, width: number): string =>
    shorten(full, width, (part) => measure(part, size, bold));
  const title = item.kind === 'folded' ? item.label : item.node.op;
  const aside = item.kind === 'folded' && item.groups.length > 1 ? `×${item.groups.length}` : '';
  const shape = item.kind === 'node' ? item.node.shape : '';
  const below =
    item.kind === 'folded'
      ? `${plural(item.size, 'node')}${item.groups.length > 1 ? ' each' : ''}`
      : isEnd
        ? item.node.name
        : lastName(item.node);
  const first = rect.y + 23;
  const second = rect.y + rect.height - 12;
  const asideWidth = aside === '' ? 0 : measure(aside, 12, true) + 8;
  const shapeWidth = shape === '' ? 0 : measure(shape, 11, false) + 8;
  const parts = [rectangle(rect, 8, colours.card, stroke, mark === null ? 1 : 2)];
  if (item.kind === 'folded')
    // A second edge behind it says that there is more.
    parts.unshift(rectangle({ ...rect, x: rect.x + 4, y: rect.y + 4 }, 8, colours.card, colours.line));
  parts.push(
    `<rect x="${round(rect.x)}" y="${round(rect.y + 8)}" width="3" height="${round(rect.height - 16)}" fill="${colours.families[family]}"/>`,
  );
  if (!isEnd)
    parts.push(
      `<path transform="translate(${round(left)} ${round(first - 12)}) scale(0.875)" d="${familyGlyphs[family]}" fill="none" stroke="${colours.families[family]}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
    );
  parts.push(
    text(left + glyph, first, within(title, 13, true, room - glyph - asideWidth), 13, colours.ink, true),
    text(right, first, aside, 12, colours.quiet, true, 'end'),
    text(left, second, within(below, 11, false, room - shapeWidth), 11, colours.quiet, false),
    text(right, second, shape, 11, colours.quiet, false, 'end'),
  );
  return parts.join('');
}

/** As much of a text as fits, with an ellipsis where something is left out. */
export function shorten(full: string, width: number, measure: (text: string) => number): string {
  if (measure(full) <= width) return full;
  let [low, high] = [0, full.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(`${full.slice(0, middle)}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${full.slice(0, low)}…`;
}

function wires({ layout }: PlacedScene): string {
  const parts: string[] = [];
  for (let p = 0; p < layout.pieceOwn.length; p++) {
    const from = layout.pieceOwn[p] ?? 0;
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

function rectangle(rect: Rect, radius: number, fill: string, stroke: string, width = 1): string {
  const { x, y } = rect;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(rect.width)}" height="${round(rect.height)}" rx="${radius}" fill="${fill}" stroke="${stroke}" stroke-width="${width}"/>`;
}

function text(
  x: number,
  y: number,
  content: string,
  size: number,
  fill: string,
  bold: boolean,
  anchor: 'start' | 'end' = 'start',
): string {
  if (content === '') return '';
  const weight = bold ? ' font-weight="600"' : '';
  const end = anchor === 'end' ? ' text-anchor="end"' : '';
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${weight}${end}>${asXml(content)}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** As XML; control characters, which it does not allow and names in a file may hold, are left out. */
const asXml = (content: string): string =>
  [...content]
    .filter((c) => c >= ' ' || c === '\t')
    .map((c) => entities[c] ?? c)
    .join('');
