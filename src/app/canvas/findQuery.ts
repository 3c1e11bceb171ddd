/** What is looked for: words that all have to be there, and shapes as lists of dimensions. */
export interface FindQuery {
  readonly words: readonly string[];
  readonly shapes: readonly (readonly string[])[];
}

const bracketed = /[[(]([^\])]*)[\])]?/g;
/** `1x128x768`, `1*128`, `1, 128`, `batch,128`, `1×128×`; an x alone separates digits only, or `max` would be a shape. */
const inARow = /\d+(?:\s*[x*]\s*\d+)+[x*]?|[\w?]+(?:\s*[,×]\s*[\w?]+)+[,×]?|\d+[x×*](?!\w)/g;

const dimsOf = (text: string): string[] => text.split(/[\s,×*]+|(?<=\d)x(?=\d|$)/).filter(Boolean);
const isShape = (dims: readonly string[]): boolean => dims.some((dim) => /^\d+$/.test(dim));

/** Reads a query: `matmul [1, 128]`, `1x128x768`, `query weight`. */
export function findQuery(text: string): FindQuery {
  const shapes: string[][] = [];
  const take = (whole: string, inner: string): string => {
    const dims = dimsOf(inner);
    if (!isShape(dims)) return ` ${whole.replaceAll(/[[\](),]/g, ' ')} `;
    shapes.push(dims);
    return ' ';
  };
  const rest = text
    .toLowerCase()
    .replaceAll(bracketed, (whole, inner: string) => take(whole, inner))
    .replaceAll(inARow, (whole) => take(whole, whole));
  return { words: rest.split(/\s+/).filter(Boolean), shapes };
}
