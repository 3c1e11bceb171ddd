import { type Parting, signOf } from './parting';

/** What stands above a parting in the chart; `at` is its middle. Pixels. */
export interface PartingTag {
  readonly parting: Parting;
  readonly tag: string;
  readonly at: number;
}

const WORDS: Readonly<Record<Parting['kind'], string>> = {
  illegal: 'illegal',
  runtime: 'runtime',
  mask: 'mask',
};
/** About what a letter takes, and the air between two tags. Pixels. */
const LETTER = 6.5;
const AIR = 8;

/**
 * The signs of partings, in the order of steps, each with a word for what is wrong there, above its place and moved aside
 * where two would lie on one another. Signs alone where there is no room for words.
 */
export function tagsOf(
  partings: readonly Parting[],
  x: (step: number) => number,
  [left, right]: readonly [number, number],
): PartingTag[] {
  const places = partings.map(({ step }) => x(step));
  const widthOf = (tags: readonly string[]) => tags.map((tag) => tag.length * LETTER + AIR);
  const words = partings.map((one) => `${signOf(one)} ${WORDS[one.kind]}`);
  const fits = widthOf(words).reduce((sum, width) => sum + width, 0) <= right - left;
  const tags = fits ? words : partings.map(signOf);
  const middles = besideEachOther(places, widthOf(tags), left, right);
  return partings.map((parting, i) => ({ parting, tag: tags[i] ?? '', at: middles[i] ?? 0 }));
}

/** Middles for things of these widths, as near to rising places as there is room for. */
function besideEachOther(
  places: readonly number[],
  widths: readonly number[],
  left: number,
  right: number,
): number[] {
  const middles: number[] = [];
  let free = left;
  places.forEach((place, i) => {
    const half = (widths[i] ?? 0) / 2;
    const middle = Math.max(place, free + half);
    middles.push(middle);
    free = middle + half;
  });
  let limit = right;
  for (let i = middles.length - 1; i >= 0; i--) {
    const half = (widths[i] ?? 0) / 2;
    middles[i] = Math.min(middles[i] ?? 0, limit - half);
    limit = (middles[i] ?? 0) - half;
  }
  return middles;
}
