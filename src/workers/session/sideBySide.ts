import { constantBytes, constantsOf } from '../../bench/constants';
import { CodedError } from '../../core';
import type { Graph } from '../../graph';
import { addressable } from './oversized';
import { sizeText } from './sizeText';

/** Why a model and what it becomes cannot be timed side by side on WASM, which holds the weights of both; null where they can. */
export function sideBySide(base: Graph): CodedError | null {
  const weights = [...constantsOf(base)].reduce((sum, constant) => sum + constantBytes(constant), 0);
  if (2 * weights < addressable) return null;
  const message = `The weights have ${sizeText(weights)}. The original and what it becomes are timed side by side, and WebAssembly has 4 GB in all.`;
  return new CodedError('RUNTIME_MEMORY', message);
}
