import type { Constant } from '../constant';
import type { Attr, Extra, ValueId, ValueType } from '../types';
import type { Message } from './schema';

type ValueInfoProto = Message<'ValueInfoProto'>;

/** What `extra` holds: the messages that something was decoded from, and what of the IR was made from them. */
export type Origin =
  | {
      readonly of: 'node';
      readonly proto: Message<'NodeProto'>;
      readonly inputs: readonly (ValueId | null)[];
      readonly captures: readonly ValueId[];
    }
  | {
      readonly of: 'value';
      readonly input: ValueInfoProto | null;
      readonly output: ValueInfoProto | null;
      readonly inner: ValueInfoProto | null;
      readonly tensor: Message<'TensorProto'> | null;
      readonly sparse: Message<'SparseTensorProto'> | null;
      /** Made from `tensor` or `sparse`; another constant in its place was not. */
      readonly constant: Constant | null;
      /** The value's type when it was decoded. */
      readonly type: ValueType | null;
      /** The name that a later constant of the same name took from this one; see `scope.ts`. */
      readonly shadowed: string | null;
    }
  | {
      readonly of: 'attr';
      readonly proto: Message<'AttributeProto'>;
      /** Made from `proto`; an attribute with another value was not. */
      readonly value: Attr['value'] | null;
    }
  | {
      readonly of: 'graph';
      readonly proto: Message<'GraphProto'>;
      /** Set for the main graph. */
      readonly model: Message<'ModelProto'> | null;
      /** Names that infos and annotations mention though the graph has no such value. */
      readonly strays: ReadonlySet<string>;
    }
  | { readonly of: 'function'; readonly proto: Message<'FunctionProto'> };

export type OriginOf<K extends Origin['of']> = Extract<Origin, { of: K }>;

export const seal = (origin: Origin): Extra => origin as unknown as Extra;

/** The origin inside an `extra`, when it is of this kind. */
export function origin<K extends Origin['of']>(extra: Extra | null | undefined, of: K): OriginOf<K> | null {
  const found = extra as unknown as Origin | null | undefined;
  return found?.of === of ? (found as OriginOf<K>) : null;
}
