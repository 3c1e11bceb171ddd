import { describe, expect, it } from 'vitest';
import { canonicalKey } from './canonical';
import { discover } from './discover';
import { implied } from './prune';
import { matrixAxes } from './shapes';
import { type Equation, parseTerm } from './term';
import type { Realm } from './universe';
import { verify } from './verify';

const equation = (left: string, right: string): Equation => ({
  left: parseTerm(left),
  right: parseTerm(right),
});

/** A realm small enough for a test. */
const small: Realm = {
  name: 'three matrices',
  inputs: { a: [2, 2], b: [2, 2], c: [2, 2] },
  ops: ['add', 'matmul', 'cols', 'rows', 'transpose'],
  axes: matrixAxes,
};

describe('discover', () => {
  const found = discover({ seed: 3, largest: 3, realms: [small] });
  const keys = new Set(
    [...found.kept, ...found.implied].flatMap(({ left, right }) => [
      canonicalKey({ left, right }),
      canonicalKey({ left: right, right: left }),
    ]),
  );

  it.each([
    ['add(a,b)', 'add(b,a)'],
    ['add(add(a,b),c)', 'add(a,add(b,c))'],
    ['matmul(matmul(a,b),c)', 'matmul(a,matmul(b,c))'],
    ['add(matmul(a,b),matmul(a,c))', 'matmul(a,add(b,c))'],
    ['add(matmul(a,c),matmul(b,c))', 'matmul(add(a,b),c)'],
    ['cols(matmul(a,b),matmul(a,c))', 'matmul(a,cols(b,c))'],
    ['rows(matmul(a,c),matmul(b,c))', 'matmul(rows(a,b),c)'],
    ['transpose(matmul(a,b))', 'matmul(transpose(b),transpose(a))'],
    ['transpose(transpose(a))', 'a'],
    ['transpose(cols(a,b))', 'rows(transpose(a),transpose(b))'],
  ])('finds %s = %s', (left, right) => {
    expect(keys).toContain(canonicalKey(equation(left, right)));
  });

  it('keeps no equation that the others imply', () => {
    for (const one of found.implied) expect(implied(one, found.kept), one.left.text).toBe(true);
    expect(found.kept.length).toBeLessThan(found.implied.length + found.kept.length);
  });

  it('gives the same for the same seed, and the same equations for another', () => {
    const tiny = { largest: 2, realms: [small] };
    expect(discover({ seed: 5, ...tiny })).toEqual(discover({ seed: 5, ...tiny }));
    const texts = (seed: number) =>
      discover({ seed, ...tiny }).kept.map((e) => `${e.left.text}=${e.right.text}`);
    expect(texts(6)).toEqual(texts(5));
  });
});

describe('verify', () => {
  it.each([
    ['swapped operands', 'transpose(matmul(a,b))', 'matmul(transpose(a),transpose(b))'],
    ['a wrong axis', 'cols(matmul(a,b),matmul(a,c))', 'matmul(a,rows(b,c))'],
    ['a forgotten addend', 'matmul(a,add(b,c))', 'add(matmul(a,b),c)'],
    ['a function pulled through a sum', 'relu(add(a,b))', 'add(relu(a),relu(b))'],
    ['Concats in another order', 'add(cols(a,b),cols(c,d))', 'cols(add(a,d),add(b,c))'],
  ])('rejects %s', (_, left, right) => {
    expect(verify(equation(left, right), 'always', 1)).toBeNull();
  });

  it('rejects what holds for Convs of one group only, unless that is asked for', () => {
    const joined = equation('add(conv(a,b),conv(c,d))', 'conv(cols(a,c),cols(b,d))');
    expect(verify(joined, 'always', 1)).toBeNull();
    expect(verify(joined, 'ungrouped', 1)?.shapes).toBeGreaterThan(4);
  });

  it('bounds the chance of a wrong acceptance', () => {
    const proof = verify(equation('matmul(a,add(b,c))', 'add(matmul(a,b),matmul(a,c))'), 'always', 1);
    expect(proof?.shapes).toBeGreaterThanOrEqual(4);
    expect(proof?.bound).toBeLessThan(1e-20);
  });
});
