/** How many are named. */
const shown = 3;

/** That inputs which have values in the file are none of the optimized model's; null where there are none. */
export function constantInputs(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const rest = names.length > shown ? ` and ${names.length - shown} more` : '';
  const [inputs, fixed] =
    names.length === 1
      ? ['an input', 'it is fixed to its value']
      : ['inputs', 'they are fixed to their values'];
  return `The file gives values to ${inputs} (${names.slice(0, shown).join(', ')}${rest}). Rewrites rely on them: in the optimized model ${fixed}.`;
}
