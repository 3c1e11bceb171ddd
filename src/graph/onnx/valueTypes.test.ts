import { describe, expect, it } from 'vitest';
import { isUnknownDim } from '../dim';
import { tensorInfo } from './seeds';
import { stillHolds, typeProtoOf, valueTypeOf } from './valueTypes';

const dims = (name: string, given: readonly (number | string)[], inside = false) => {
  const type = valueTypeOf(tensorInfo(name, given).type, name, inside);
  return type?.kind === 'tensor' ? (type.shape ?? []) : [];
};

describe('types of values', () => {
  it('reads sizes, names and expressions in canonical form', () => {
    expect(dims('x', [2, 'batch', '1+2*heads', 0])).toEqual([2, 'batch', '2*heads + 1', 0]);
  });

  it('makes an unknown size a symbol of its own, whatever the value is called', () => {
    const open = [...dims('x', ['?', '', -1]), ...dims('input-0', ['?', '']), ...dims('input_0', ['?'])];
    expect(new Set(open).size).toBe(open.length);
    expect(open.every(isUnknownDim)).toBe(true);
  });

  it('takes unknown sizes of equal names in different graphs for different ones', () => {
    expect(dims('x', ['n', '?'])).toEqual(dims('x', ['n', '?']));
    const open = [...dims('x', ['?', '?']), ...dims('x', ['?', '?'], true), ...dims('x', ['?'], true)];
    expect(new Set(open).size).toBe(open.length);
    expect(open.every(isUnknownDim)).toBe(true);
    expect(dims('x', [2, 'n'], true)).toEqual([2, 'n']);
  });

  it('writes what it reads, unknown sizes empty', () => {
    const type = valueTypeOf(tensorInfo('x', [2, 'n', '?']).type, 'x');
    expect(typeProtoOf(type)).toEqual({
      tensor_type: { elem_type: 1, shape: { dim: [{ dim_value: 2 }, { dim_param: 'n' }, {}] } },
    });
    for (const proto of [
      { sequence_type: { elem_type: { tensor_type: { elem_type: 7 } } } },
      { optional_type: { elem_type: { sequence_type: { elem_type: { tensor_type: { elem_type: 1 } } } } } },
      { map_type: { key_type: 8, value_type: { tensor_type: { elem_type: 1 } } } },
      { sparse_tensor_type: { elem_type: 11, shape: { dim: [{ dim_value: 4 }] } } },
    ]) {
      expect(typeProtoOf(valueTypeOf(proto, 'v'))).toEqual(proto);
    }
  });

  it('tells a changed type from a refined one', () => {
    const said = valueTypeOf(tensorInfo('x', ['n', 4]).type, 'x');
    const now = (...shape: (number | string)[]) => ({ kind: 'tensor', dtype: 'float32', shape }) as const;
    expect(stillHolds(said, now('m', 4))).toBe(true);
    expect(stillHolds(said, now(3, 4))).toBe(false);
    expect(stillHolds(said, now('n', 4, 1))).toBe(false);
    expect(stillHolds(said, { ...now('n', 4), dtype: 'float16' })).toBe(false);
    expect(stillHolds(null, now(1))).toBe(true);
  });
});
