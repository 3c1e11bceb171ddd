import { lastName } from '../canvas/Cards';
import { cardData } from '../canvas/cardData';
import { familyGlyphs } from '../canvas/families';
import { HEAT_STEPS } from '../canvas/palette';
import type { Rect } from '../canvas/placed';
import type { FoldedItem, NodeItem } from '../canvas/scene';
import { plural } from '../format';
import type { Drawing, SvgOptions } from './graphSvg';
import { shorten } from './shorten';
import { rectangle, round, text } from './svg';

const PADDING = 12;

/** A card of a drawing: what it is, what it is coloured by, what became of it. */
export function cardSvg(
  item: NodeItem | FoldedItem,
  rect: Rect,
  drawing: Drawing,
  { colours, measure }: Pick<SvgOptions, 'colours' | 'measure'>,
): string {
  const { mark, level, figure = null, note = null } = cardData(drawing, item, 'stays');
  const fill = level === null ? colours.card : (colours.heat[Math.round(level * HEAT_STEPS)] ?? colours.card);
  const family = item.kind === 'folded' ? item.family : item.node.family;
  const stroke = mark === 'added' ? colours.added : mark === 'removed' ? colours.removed : colours.line;
  const left = rect.x + PADDING;
  const right = rect.x + rect.width - PADDING;
  const room = rect.width - 2 * PADDING;
  const isEnd = item.kind === 'node' && item.node.kind !== 'node';
  const glyph = isEnd ? 0 : 20;
  const within = (full: string, size: number, bold: boolean, width: number): string =>
    shorten(full, width, (part) => measure(part, size, bold));
  const title = item.kind === 'folded' ? item.label : item.node.op;
  const times = item.kind === 'folded' && item.groups.length > 1 ? `×${item.groups.length}` : '';
  const aside = item.kind === 'folded' ? times : (figure ?? '');
  const shape = item.kind === 'node' ? item.node.shape : (figure ?? '');
  const below =
    item.kind === 'folded'
      ? (note ?? `${plural(item.size, 'node')}${times === '' ? '' : ' each'}`)
      : isEnd
        ? item.node.name
        : lastName(item.node);
  const first = rect.y + 23;
  const second = rect.y + rect.height - 12;
  const asideWidth = aside === '' ? 0 : measure(aside, 12, true) + 8;
  const shapeWidth = shape === '' ? 0 : measure(shape, 11, false) + 8;
  const parts = [rectangle(rect, 8, fill, stroke, mark === null ? 1 : 2, mark === 'removed' ? '6 4' : '')];
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
    text(
      left + glyph,
      first,
      within(title, 13, true, room - glyph - asideWidth),
      13,
      colours.ink,
      true,
      'start',
      mark === 'removed',
    ),
    text(right, first, aside, 12, colours.quiet, true, 'end'),
    text(left, second, within(below, 11, false, room - shapeWidth), 11, colours.quiet, false),
    text(right, second, shape, 11, colours.quiet, false, 'end'),
  );
  return parts.join('');
}
