import { canonicalDim, freshDim } from '../dim';
import { dtypeNumbers, dtypeOf } from '../dtype';
import type { Dim, ValueType } from '../types';
import type { Message } from './schema';

type TypeProto = Message<'TypeProto'>;

/** A file's type as the IR's; null when it says nothing usable. `name` makes the symbols of unknown dimensions unique. */
export function valueTypeOf(proto: TypeProto | undefined, name: string): ValueType | null {
  if (proto === undefined) return null;
  const { tensor_type, sparse_tensor_type, sequence_type, optional_type, map_type } = proto;
  const tensor = tensor_type ?? sparse_tensor_type;
  if (tensor !== undefined) {
    const dtype = dtypeOf(tensor.elem_type ?? 0);
    if (dtype === null) return null;
    const kind = tensor_type === undefined ? 'sparse' : 'tensor';
    return { kind, dtype, shape: shapeOf(tensor.shape, name) };
  }
  const holder = sequence_type ?? optional_type;
  if (holder !== undefined) {
    const kind = sequence_type === undefined ? 'optional' : 'sequence';
    return { kind, element: valueTypeOf(holder.elem_type, name) };
  }
  if (map_type !== undefined) {
    const key = dtypeOf(map_type.key_type ?? 0);
    return key === null ? null : { kind: 'map', key, value: valueTypeOf(map_type.value_type, name) };
  }
  return null;
}

/** Exporters write expressions (`past + 1`) as well as names; `?` and nothing mean that the size is not known. */
function shapeOf(shape: Message<'TensorShapeProto'> | undefined, name: string): readonly Dim[] | null {
  if (shape === undefined) return null;
  return (shape.dim ?? []).map(({ dim_value, dim_param }, axis) => {
    if (typeof dim_value === 'number' && dim_value >= 0) return dim_value;
    const open = dim_param === undefined || dim_param === '' || dim_param.startsWith('?');
    return open ? unknownDim(name, axis) : canonicalDim(dim_param);
  });
}

/** A symbol of its own, named after its place where the name can be part of a symbol. */
const unknownDim = (name: string, axis: number): Dim =>
  /^[\w.:]*$/.test(name) ? `?${name}.${axis}` : freshDim(`${name.replaceAll(/[^\w.:]/g, '_')}.${axis}_`);

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
