import { canonicalDim, freshDim } from '../dim';
import { dtypeNumbers, dtypeOf } from '../dtype';
import type { Dim, ValueType } from '../types';
import type { Message } from './schema';

type TypeProto = Message<'TypeProto'>;

/** The symbol of an unknown dimension, by its axis; no other dimension has it. */
type Unknown = (axis: number) => Dim;

/**
 * A file's type as the IR's; null when it says nothing usable. Unknown dimensions of the model's own values are named
 * after them; those of `inside`, a subgraph or a function, are not, since names there say nothing outside.
 */
export function valueTypeOf(proto: TypeProto | undefined, name: string, inside = false): ValueType | null {
  const isSymbol = /^[\w.:]*$/.test(name);
  const hint = name.replaceAll(/[^\w.:]/g, '_');
  return typeOf(proto, (axis) => (isSymbol && !inside ? `?${name}.${axis}` : freshDim(`${hint}.${axis}_`)));
}

function typeOf(proto: TypeProto | undefined, unknown: Unknown): ValueType | null {
  if (proto === undefined) return null;
  const { tensor_type, sparse_tensor_type, sequence_type, optional_type, map_type } = proto;
  const tensor = tensor_type ?? sparse_tensor_type;
  if (tensor !== undefined) {
    const dtype = dtypeOf(tensor.elem_type ?? 0);
    if (dtype === null) return null;
    const kind = tensor_type === undefined ? 'sparse' : 'tensor';
    return { kind, dtype, shape: shapeOf(tensor.shape, unknown) };
  }
  const holder = sequence_type ?? optional_type;
  if (holder !== undefined) {
    const kind = sequence_type === undefined ? 'optional' : 'sequence';
    return { kind, element: typeOf(holder.elem_type, unknown) };
  }
  if (map_type !== undefined) {
    const key = dtypeOf(map_type.key_type ?? 0);
    return key === null ? null : { kind: 'map', key, value: typeOf(map_type.value_type, unknown) };
  }
  return null;
}

/** Exporters write expressions (`past + 1`) as well as names; `?` and nothing mean that the size is not known. */
function shapeOf(shape: Message<'TensorShapeProto'> | undefined, unknown: Unknown): readonly Dim[] | null {
  if (shape === undefined) return null;
  return (shape.dim ?? []).map(({ dim_value, dim_param }, axis) => {
    if (typeof dim_value === 'number' && dim_value >= 0) return dim_value;
    const open = dim_param === undefined || dim_param === '' || dim_param.startsWith('?');
    return open ? unknown(axis) : canonicalDim(dim_param);
  });
}

/** The IR's type as a file's; unknown dimensions are left empty. */
export function typeProtoOf(type: ValueType | null): TypeProto {
  if (type === null) return {};
  switch (type.kind) {
    case 'tensor':
    case 'sparse': {
      const elem_type = dtypeNumbers[type.dtype];
      const dim = type.shape?.map((d) => {
        if (typeof d === 'number') return { dim_value: d };
        return d.startsWith('?') ? {} : { dim_param: d };
      });
      const tensor = { elem_type, ...(dim === undefined ? {} : { shape: { dim } }) };
      return type.kind === 'tensor' ? { tensor_type: tensor } : { sparse_tensor_type: tensor };
    }
    case 'sequence':
      return { sequence_type: { elem_type: typeProtoOf(type.element) } };
    case 'optional':
      return { optional_type: { elem_type: typeProtoOf(type.element) } };
    case 'map':
      return { map_type: { key_type: dtypeNumbers[type.key], value_type: typeProtoOf(type.value) } };
  }
}

/**
 * Whether what the file said of a value still holds of `type`: equal but for symbols, which inference may have renamed
 * or refined, and for what the file left open.
 */
export function stillHolds(said: ValueType | null, type: ValueType | null): boolean {
  if (said === null || type === null) return true;
  switch (said.kind) {
    case 'tensor':
    case 'sparse': {
      if (type.kind !== said.kind || type.dtype !== said.dtype) return false;
      if (said.shape === null || type.shape === null) return true;
      const { shape } = type;
      return (
        said.shape.length === shape.length &&
        said.shape.every((d, i) => d === shape[i] || (typeof d === 'string' && typeof shape[i] === 'string'))
      );
    }
    case 'sequence':
    case 'optional':
      return type.kind === said.kind && stillHolds(said.element, type.element);
    case 'map':
      return type.kind === 'map' && type.key === said.key && stillHolds(said.value, type.value);
  }
}
