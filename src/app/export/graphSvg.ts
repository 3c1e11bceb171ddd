import type { OpFamily } from '../../workers/session/protocol';
import type { Marks } from '../canvas/marks';
import type { OverlayScale } from '../canvas/overlay';
import { type PlacedScene, rectOf } from '../canvas/placed';
import type { Fate } from '../canvas/unite';
import { cardSvg } from './cardSvg';
import { rectangle, round, text } from './svg';
import { wiresSvg } from './wiresSvg';

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
  /** From cool to hot, for overlays. */
  readonly heat: readonly string[];
}

/** A graph as it is drawn. */
export interface Drawing {
  readonly placed: PlacedScene;
  readonly marks: Marks;
  readonly scale: OverlayScale;
  /** Two graphs as one: which wires went and which came, and what changed inside of folded cards. */
  readonly wires?: ReadonlyMap<number, Fate>;
  readonly notes?: ReadonlyMap<string, string>;
  /** What is written over it; left out for a graph alone. */
  readonly title?: string;
}

export interface SvgOptions {
  /** From left to right, in one system of coordinates: what two have in common is at the same height. */
  readonly drawings: readonly Drawing[];
  /** What the colours stand for; '' for those of the operators. */
  readonly legend: string;
  readonly colours: SvgColours;
  /** Width of a text in pixels. */
  readonly measure: (text: string, size: number, bold: boolean) => number;
}

const MARGIN = 32;
/** Room for a line above or below the drawings. */
const LINE = 28;
const FONT = "'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', sans-serif";

export interface GraphSvg {
  readonly svg: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Whole graphs in their present state of folding, as one SVG file. */
export function graphSvg(options: SvgOptions): GraphSvg {
  const { drawings, legend, colours, measure } = options;
  const all = drawings.map(({ placed }) => placed.layout.bounds);
  const left = Math.min(...all.map(({ x }) => x));
  const top = Math.min(...all.map(({ y }) => y));
  const bottom = Math.max(...all.map(({ y, height }) => y + height));
  const titled = drawings.some(({ title }) => title !== undefined);
  const x = left - MARGIN;
  const y = top - MARGIN - (titled ? LINE : 0);
  const height = Math.ceil(bottom - y + MARGIN + (legend === '' ? 0 : LINE));
  const parts: string[] = [];
  let at = left;
  for (const drawing of drawings) {
    const { bounds } = drawing.placed.layout;
    const { title } = drawing;
    const by = at - bounds.x;
    parts.push(by === 0 ? '<g>' : `<g transform="translate(${round(by)} 0)">`);
    if (title !== undefined) parts.push(text(bounds.x, top - MARGIN + 4, title, 14, colours.ink, true));
    parts.push(...drawn(drawing, options), '</g>');
    // A chain is narrower than what is written over it.
    at += Math.max(bounds.width, title === undefined ? 0 : measure(title, 14, true)) + 2 * MARGIN;
  }
  const width = Math.ceil(Math.max(at - left, measure(legend, 12, false) + 2 * MARGIN));
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${round(x)} ${round(y)} ${width} ${height}" font-family="${FONT}">`,
    `<rect x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" fill="${colours.page}"/>`,
    ...parts,
    text(left, y + height - MARGIN + 8, legend, 12, colours.quiet, false),
    '</svg>',
  ]
    .filter((part) => part !== '')
    .join('\n');
  return { svg, width, height };
}

function drawn(drawing: Drawing, options: SvgOptions): string[] {
  const { placed, wires } = drawing;
  const { colours } = options;
  const items = placed.scene.items.map((item, index) => ({ item, rect: rectOf(placed, index) }));
  return [
    ...items.flatMap(({ item, rect }) =>
      item.kind === 'box'
        ? [
            `${rectangle(rect, 12, colours.box, colours.line)}${text(rect.x + 16, rect.y + 23, item.label, 12, colours.quiet, true)}`,
          ]
        : [],
    ),
    ...wiresSvg(placed, colours, wires),
    ...items.flatMap(({ item, rect }) =>
      item.kind === 'box' ? [] : [cardSvg(item, rect, drawing, options)],
    ),
  ];
}
