import type { EncodedModel } from '../../workers/session/protocol';

/** How many dimensions are named. */
const shown = 3;

/** At most so many of some words, as they are listed in a sentence. */
function listed(words: readonly string[]): string {
  const some = words.slice(0, shown);
  if (words.length > shown) some.push(`${words.length - shown} more`);
  const last = some.pop() ?? '';
  return some.length === 0 ? last : `${some.join(', ')} and ${last}`;
}

/**
 * That a rewritten file leaves sizes open, for which it was compared and not timed; null where it leaves none.
 * @param timed the clock was asked about it
 */
export function openSizes(
  dims: Readonly<Record<string, number>>,
  fixedDims: EncodedModel['fixedDims'],
  timed: boolean,
): string | null {
  const fixed = new Set(fixedDims.map(({ name }) => name));
  const open = Object.entries(dims).filter(([name]) => !fixed.has(name));
  if (open.length === 0) return null;
  const [names, sizes] = [open.map(([name]) => name), open.map(([name, size]) => `${name} ${size}`)];
  const times = timed ? `, and timed at ${listed(sizes)} alone` : '';
  return `The file leaves ${listed(names)} open: it was compared at other sizes too${times}.`;
}

/**
 * That a file takes other sizes no more, and why; null where it takes what the model took.
 * @param ruleOf the name of a step's rule, by the step's number
 */
export function fixedSizes(
  fixedDims: EncodedModel['fixedDims'],
  ruleOf: (step: number) => string | undefined,
): string | null {
  const [first] = fixedDims;
  if (first === undefined) return null;
  const sizes = fixedDims.map(({ name, value }) => `${name} ${value}`);
  const rule = first.step === null ? undefined : ruleOf(first.step);
  const why =
    first.step === null
      ? ', since it could not be confirmed that the rewrites hold for other sizes'
      : `: step ${first.step}${rule === undefined ? '' : ` (${rule})`} holds for these sizes alone`;
  return `The file takes only ${listed(sizes)}${why}.`;
}
