import { describe, expect, it } from 'vitest';
import { findQuery } from './findQuery';

describe('findQuery', () => {
  it.each([
    ['[1,128,768]', ['1', '128', '768']],
    ['(1, 128, 768)', ['1', '128', '768']],
    ['1x128x768', ['1', '128', '768']],
    ['1×128×768', ['1', '128', '768']],
    ['1 × 128', ['1', '128']],
    ['1, 128', ['1', '128']],
    ['1x', ['1']],
    ['[1, 128', ['1', '128']],
    ['[batch, 128]', ['batch', '128']],
  ])('reads %s as a shape', (text, dims) => expect(findQuery(text)).toEqual({ words: [], shapes: [dims] }));

  it('tells shapes from words', () => {
    expect(findQuery('MatMul 1x128 query')).toEqual({ words: ['matmul', 'query'], shapes: [['1', '128']] });
    expect(findQuery('max pool')).toEqual({ words: ['max', 'pool'], shapes: [] });
    expect(findQuery('768')).toEqual({ words: ['768'], shapes: [] });
    expect(findQuery('mat, query')).toEqual({ words: ['mat', 'query'], shapes: [] });
  });
});
