import type { EncodedModel } from '../../workers/session/protocol';

/** How many dimensions are named. */
const shown = 3;

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
  const sizes = fixedDims.slice(0, shown).map(({ name, value }) => `${name} ${value}`);
  if (fixedDims.length > shown) sizes.push(`${fixedDims.length - shown} more`);
  const rule = first.step === null ? undefined : ruleOf(first.step);
  const why =
    first.step === null
      ? ', since it could not be confirmed that the rewrites hold for other sizes'
      : `: step ${first.step}${rule === undefined ? '' : ` (${rule})`} holds for these sizes alone`;
  const last = sizes.pop() ?? '';
  return `The file takes only ${sizes.length === 0 ? last : `${sizes.join(', ')} and ${last}`}${why}.`;
}
