import { describe, expect, it } from 'vitest';
import { conforms, type Schema } from './schema';

const schema: Schema = {
  type: 'object',
  required: ['a'],
  additionalProperties: false,
  properties: {
    a: { type: 'integer', minimum: 0, maximum: 9 },
    b: { anyOf: [{ $ref: '#/$defs/word' }, { type: 'null' }] },
    c: { type: 'array', maxItems: 2, items: { enum: [true, false, null] } },
    d: { type: 'object', maxProperties: 1, additionalProperties: { type: 'number', minimum: 0, maximum: 1 } },
  },
  $defs: { word: { type: 'string', maxLength: 3, pattern: '^[a-z]+$' } },
};

describe('conforms', () => {
  it.each([[{ a: 0 }], [{ a: 9, b: 'abc', c: [true, null], d: { x: 0.5 } }], [{ a: 1, b: null }]])(
    'accepts %j',
    (value) => {
      expect(conforms(value, schema)).toBeNull();
    },
  );

  it.each([
    [null, 'the file is not object'],
    [[], 'the file is not object'],
    [{}, 'the file lacks a'],
    [{ a: 10 }, 'the file.a is outside 0 … 9'],
    [{ a: 0.5 }, 'the file.a is not integer'],
    [{ a: 1, e: 2 }, 'the file has an unknown e'],
    [{ a: 1, b: 'abcd' }, 'the file.b is not null'],
    [{ a: 1, c: [true, true, true] }, 'the file.c has 3 entries'],
    [{ a: 1, c: ['x'] }, 'the file.c[0] is none of true, false, '],
    [{ a: 1, d: { x: 1, y: 1 } }, 'the file.d has 2 entries'],
    [{ a: 1, d: { x: Number.NaN } }, 'the file.d.x is not number'],
    [JSON.parse('{"a":1,"__proto__":{}}'), 'the file has an unknown __proto__'],
  ])('refuses %j', (value, problem) => {
    expect(conforms(value, schema)).toBe(problem);
  });
});
