import { describe, expect, it } from 'vitest';
import { typesOf } from './describe';

describe('strings', () => {
  it('join, split and match', () => {
    expect(typesOf('StringConcat', ['string[n, 1]', 'string[3]'])).toEqual(['string[n, 3]']);
    expect(typesOf('StringSplit', ['string[n]'], {}, { outputs: 2 })).toEqual(['string[n, ?]', 'int64[n]']);
    expect(typesOf('RegexFullMatch', ['string[n]'], { pattern: 'a+' })).toEqual(['bool[n]']);
    expect(() => typesOf('StringConcat', ['string[n]', 'int64[n]'])).toThrow(/strings/);
  });

  it('normalize: stop words make the length unknown', () => {
    expect(typesOf('StringNormalizer', ['string[1, 4]'], { stopwords: ['a'] })).toEqual(['string[1, ?]']);
    expect(typesOf('StringNormalizer', ['string[4]'])).toEqual(['string[4]']);
    expect(() => typesOf('StringNormalizer', ['string[1, 2, 3]'])).toThrow(/rank/);
  });

  it('count n-grams up to the largest index', () => {
    expect(typesOf('TfIdfVectorizer', ['int64[n, 12]'], { ngram_indexes: [0, 6, 3] })).toEqual([
      'float32[n, 7]',
    ]);
    expect(typesOf('TfIdfVectorizer', ['int64[12]'], { ngram_indexes: [0, 6, 3] })).toEqual(['float32[7]']);
  });
});
