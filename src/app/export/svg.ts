import type { Rect } from '../canvas/placed';

/** A rectangle; `dash` as SVG takes it. */
export function rectangle(
  rect: Rect,
  radius: number,
  fill: string,
  stroke: string,
  width = 1,
  dash = '',
): string {
  const { x, y } = rect;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(rect.width)}" height="${round(rect.height)}" rx="${radius}" fill="${fill}" stroke="${stroke}" stroke-width="${width}"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}/>`;
}

/** A line of text; nothing for an empty one. */
export function text(
  x: number,
  y: number,
  content: string,
  size: number,
  fill: string,
  bold: boolean,
  anchor: 'start' | 'end' = 'start',
  struck = false,
): string {
  if (content === '') return '';
  const weight = bold ? ' font-weight="600"' : '';
  const end = anchor === 'end' ? ' text-anchor="end"' : '';
  const line = struck ? ' text-decoration="line-through"' : '';
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${weight}${end}${line}>${asXml(content)}</text>`;
}

/** To a tenth: a file of thousands of cards stays small. */
export const round = (value: number): number => Math.round(value * 10) / 10;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** As XML; control characters, which it does not allow and names in a file may hold, are left out. */
const asXml = (content: string): string =>
  [...content]
    .filter((c) => c >= ' ' || c === '\t')
    .map((c) => entities[c] ?? c)
    .join('');
