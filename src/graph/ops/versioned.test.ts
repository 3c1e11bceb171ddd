import { describe, expect, it } from 'vitest';
import { schemaOf } from '.';
import { attrSpec } from './versioned';

describe('attrSpec', () => {
  it('reads kinds and defaults', () => {
    expect(attrSpec('group:int=1 pads:ints axes:ints=0,2,3 mode:string=nearest epsilon:float=1e-5')).toEqual({
      group: { kind: 'int', default: 1 },
      pads: { kind: 'ints' },
      axes: { kind: 'ints', default: [0, 2, 3] },
      mode: { kind: 'string', default: 'nearest' },
      epsilon: { kind: 'float', default: Math.fround(1e-5) },
    });
    expect(attrSpec('')).toEqual({});
  });
});

describe('versions', () => {
  it('are the newest that the opset has', () => {
    expect(schemaOf('', 'AveragePool', 9)?.since).toBe(7);
    expect(schemaOf('', 'AveragePool', 9)?.attrs.ceil_mode).toBeUndefined();
    expect(schemaOf('', 'AveragePool', 10)?.attrs.ceil_mode).toEqual({ kind: 'int', default: 0 });
    expect(schemaOf('', 'AveragePool', 99)?.since).toBe(22);
    expect(schemaOf('', 'Attention', 22)).toBeNull();
  });
});
