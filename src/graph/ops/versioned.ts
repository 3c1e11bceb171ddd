import { defineOp, type OpSpec } from './define';
import type { InferContext, OpSchema } from './schema';

type Attrs = OpSchema['attrs'];

/** One operator whose versions differ only in attributes and arity. */
export type Family = Omit<OpSpec, 'since' | 'attrs'>;

/** What one version says: `attrs` as in `attrSpec`, and whatever of the family it changes. */
export type Version = readonly [since: number, attrs: string, changes?: Partial<Family>];

const defaults: Record<string, (text: string) => unknown> = {
  int: Number,
  // Stored as float32 in files, so that a default compares equal to the attribute written out.
  float: (text) => Math.fround(Number(text)),
  string: (text) => text,
  ints: (text) => text.split(',').map(Number),
  strings: (text) => text.split(','),
};

/** Attributes from text: `'group:int=1 pads:ints axes:ints=0,2,3'`; without `=` there is no default. */
export function attrSpec(text: string): Attrs {
  const attrs: Record<string, Attrs[string]> = {};
  for (const item of text.split(' ')) {
    if (item === '') continue;
    const [declaration = '', initial] = item.split('=', 2);
    const [name = '', kind = ''] = declaration.split(':', 2);
    const parse = initial === undefined ? undefined : defaults[kind];
    attrs[name] = parse === undefined ? { kind } : { kind, default: parse(initial ?? '') };
  }
  return attrs;
}

/** The schemas of one operator's versions. */
export const versioned = (family: Family, versions: readonly Version[]): readonly OpSchema[] =>
  versions.map(([since, attrs, changes]) =>
    defineOp({ ...family, ...changes, since, attrs: attrSpec(attrs) }),
  );

/** Several operators with the same versions. */
export const versionedAll = (
  ops: readonly string[],
  family: Omit<Family, 'op'>,
  versions: readonly Version[],
): readonly OpSchema[] => ops.flatMap((op) => versioned({ ...family, op }, versions));

/** Whether optional output `index` of the node is asked for. */
export const wants = (context: InferContext, index: number): boolean =>
  (context.node.outputs[index] ?? null) !== null;
