import { CodedError } from '../../core';

/**
 * Does something that is wanted though the person stopped something else, or wants an end of it with what there is: where
 * Stop ended it with the runtime that it ran on, it is done once more, on the one that takes its place.
 * @throws CodedError also STOPPED, where that one ended too.
 */
export async function despiteStop<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || thrown.code !== 'STOPPED') throw thrown;
    return work();
  }
}
