import { CodedError } from '../../../core';
import type { Specialisation } from '../protocol';

/**
 * What the runtime refused, with the sizes that open dimensions were given: some were guessed, and a model may want others
 * than inference can tell. Anything else comes back as it is.
 */
export function tellSizes(thrown: unknown, { dims }: Specialisation): unknown {
  const sizes = Object.entries(dims).map(([name, size]) => `${name} = ${size}`);
  if (!(thrown instanceof CodedError) || thrown.code !== 'RUNTIME_REFUSED' || sizes.length === 0)
    return thrown;
  const message = `${thrown.message.replace(/[.\s]*$/, '')}. It was run with ${sizes.join(', ')}: other sizes may fit.`;
  return new CodedError(thrown.code, message, thrown.subject, { cause: thrown });
}
