import type { Attr, Attrs, Node } from '../graph';

/** Attributes in short: integers, lists of integers, strings, or an `Attr` where that does not say enough (`float(1)`). */
export type AttrSpec = Readonly<Record<string, number | string | readonly number[] | Attr | undefined>>;

export const float = (value: number): Attr => ({ kind: 'float', value: Math.fround(value) });

const none: Attrs = new Map();

export function toAttrs(spec: AttrSpec): Attrs {
  const entries = Object.entries(spec);
  if (entries.length === 0) return none;
  const attrs = new Map<string, Attr>();
  for (const [name, value] of entries) {
    if (value === undefined) continue;
    if (typeof value === 'number') attrs.set(name, { kind: 'int', value });
    else if (typeof value === 'string') attrs.set(name, { kind: 'string', value });
    else if ('kind' in value) attrs.set(name, value);
    else attrs.set(name, { kind: 'ints', value });
  }
  return attrs;
}

/** A node's attributes with some set, and those given as undefined removed. */
export function withAttrs(node: Node, spec: AttrSpec): Attrs {
  const attrs = new Map(node.attrs);
  for (const name of Object.keys(spec)) attrs.delete(name);
  for (const [name, attr] of toAttrs(spec)) attrs.set(name, attr);
  return attrs;
}

/** Attributes that are equal in effect; subgraphs and opaque ones only by identity. */
export function sameAttrs(a: Attrs, b: Attrs): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [name, x] of a) {
    const y = b.get(name);
    if (y === undefined || !sameAttr(x, y)) return false;
  }
  return true;
}

function sameAttr(x: Attr, y: Attr): boolean {
  if (x.kind !== y.kind || x.ref !== y.ref) return false;
  if (Object.is(x.value, y.value)) return true;
  const listed = x.kind === 'ints' || x.kind === 'floats' || x.kind === 'strings';
  if (!listed || !Array.isArray(x.value) || !Array.isArray(y.value)) return false;
  const [p, q]: [readonly unknown[], readonly unknown[]] = [x.value, y.value];
  return p.length === q.length && p.every((item, i) => Object.is(item, q[i]));
}
