import { type Layout, layout, type Message, type MessageName, type Typed, type UnknownField } from './schema';

/**
 * Where two messages differ, as a path such as `graph.node[3].attribute[0].i`, or null when they are equal: the same
 * fields present with the same values, unknown fields included. The order of different fields does not matter.
 */
export function firstDifference<N extends MessageName>(name: N, a: Message<N>, b: Message<N>): string | null {
  const shape = layout(name);
  return shape === null ? null : compare(shape, a, b, '');
}

type Generic = Readonly<Record<string, unknown>>;

function compare(shape: Layout, a: object, b: object, path: string): string | null {
  for (const field of shape.fields) {
    const x = (a as Generic)[field.name];
    const y = (b as Generic)[field.name];
    const here = path === '' ? field.name : `${path}.${field.name}`;
    const xs = (field.many ? (x ?? []) : x === undefined ? [] : [x]) as readonly unknown[];
    const ys = (field.many ? (y ?? []) : y === undefined ? [] : [y]) as readonly unknown[];
    if (xs.length !== ys.length) return here;
    const inner = layout(field.kind);
    for (let i = 0; i < xs.length; i++) {
      const place = field.many ? `${here}[${i}]` : here;
      if (inner !== null) {
        const found = compare(inner, xs[i] as object, ys[i] as object, place);
        if (found !== null) return found;
      } else if (!sameScalar(xs[i], ys[i])) return place;
    }
  }
  const same = sameUnknown((a as Message<MessageName>).$unknown, (b as Message<MessageName>).$unknown);
  return same ? null : `${path}.(unknown fields)`;
}

function sameScalar(x: unknown, y: unknown): boolean {
  if (Object.is(x, y)) return true;
  if (x instanceof Uint8Array && y instanceof Uint8Array) return sameBytes(x, y);
  if (typeof x !== 'object' || typeof y !== 'object' || x === null || y === null) return false;
  const [a, b] = [(x as Typed).spans, (y as Typed).spans];
  return (
    a.length === b.length &&
    a.every((span, i) => {
      const other = b[i];
      return other !== undefined && span.packed === other.packed && sameBytes(span.data, other.data);
    })
  );
}

/** Whether two byte arrays hold the same. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  if (a.buffer === b.buffer && a.byteOffset === b.byteOffset) return true;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function sameUnknown(a: readonly UnknownField[] = [], b: readonly UnknownField[] = []): boolean {
  if (a.length !== b.length) return false;
  const order = (list: readonly UnknownField[]) => [...list].sort((x, y) => x.no - y.no);
  const other = order(b);
  return order(a).every((field, i) => {
    const twin = other[i];
    return twin?.no === field.no && twin.wire === field.wire && sameBytes(field.data, twin.data);
  });
}
