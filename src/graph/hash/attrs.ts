import { never } from '../../core';
import type { Constant } from '../constant';
import type { Graph } from '../graph';
import type { Attr, Attrs } from '../types';
import { Mixer } from './mixer';

/**
 * What of the weights enters a hash.
 * - `identity`: a sample of each tensor's bytes (all of them up to 64 KiB), or where an external file has them. Cheap,
 *   free of names, and the same in every browser; large tensors that differ in a few bytes only may look the same.
 * - `content`: every byte; for external files still only where they are, as their bytes are not here.
 * - `none`: element type and shape alone, except int64, booleans and strings (axes, target shapes), which are structure.
 */
export type WeightsInHash = 'identity' | 'content' | 'none';

/** How constants and subgraphs inside attributes are hashed. */
export interface AttrHooks {
  readonly constant: (constant: Constant, weights: WeightsInHash) => Int32Array;
  readonly body: (body: Graph, weights: WeightsInHash) => Int32Array;
}

const caches: Record<WeightsInHash, WeakMap<Attrs, Int32Array>> = {
  identity: new WeakMap(),
  content: new WeakMap(),
  none: new WeakMap(),
};

function mixText(mixer: Mixer, text: string | Uint8Array): void {
  if (typeof text === 'string') mixer.string(text);
  else mixer.word(-1).bytes(text);
}

function mixAttr(mixer: Mixer, attr: Attr, weights: WeightsInHash, hooks: AttrHooks): void {
  mixer.string(attr.kind).string(attr.ref ?? '');
  switch (attr.kind) {
    case 'int':
      mixer.integer(attr.value);
      return;
    case 'float':
      mixer.number(Math.fround(attr.value));
      return;
    case 'string':
      mixText(mixer, attr.value);
      return;
    case 'tensor':
      mixer.hash(hooks.constant(attr.value, weights));
      return;
    case 'graph':
      mixer.hash(hooks.body(attr.value, weights));
      return;
    case 'opaque':
      return;
    default:
      mixer.word(attr.value.length);
  }
  switch (attr.kind) {
    case 'ints':
      for (const value of attr.value) mixer.integer(value);
      return;
    case 'floats':
      for (const value of attr.value) mixer.number(Math.fround(value));
      return;
    case 'strings':
      for (const value of attr.value) mixText(mixer, value);
      return;
    case 'tensors':
      for (const value of attr.value) mixer.hash(hooks.constant(value, weights));
      return;
    case 'graphs':
      for (const value of attr.value) mixer.hash(hooks.body(value, weights));
      return;
    default:
      never(attr);
  }
}

/**
 * The hash of attributes, whatever order they come in; computed once for each map of attributes. Opaque ones (types,
 * sparse tensors) count by name only.
 */
export function hashAttrs(attrs: Attrs, weights: WeightsInHash, hooks: AttrHooks): Int32Array {
  const cache = caches[weights];
  let hash = cache.get(attrs);
  if (hash === undefined) {
    const mixer = new Mixer();
    const names = [...attrs.keys()].sort();
    for (const name of names) {
      const attr = attrs.get(name);
      if (attr === undefined) continue;
      mixer.string(name);
      mixAttr(mixer, attr, weights, hooks);
    }
    hash = mixer.digest();
    cache.set(attrs, hash);
  }
  return hash;
}
