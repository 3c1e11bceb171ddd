import { CodedError } from '../core';

/** @throws CodedError RUNTIME_UNAVAILABLE where there is no WebAssembly, without which nothing can be timed. */
export function requireWebAssembly(): void {
  if (typeof WebAssembly !== 'object') {
    throw new CodedError('RUNTIME_UNAVAILABLE', 'this browser has no WebAssembly');
  }
}
