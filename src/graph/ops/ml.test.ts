import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../fixtures';
import { type Described, typesOf, typeText } from './describe';

const ml = (op: string, inputs: readonly Described[], attrs = {}, outputs = 1, opset = 3) =>
  typesOf(op, inputs, attrs, { domain: 'ai.onnx.ml', opset, outputs });

describe('ai.onnx.ml', () => {
  it('keeps shapes where it works on elements', () => {
    expect(ml('Scaler', ['int64[n, 4]'])).toEqual(['float32[n, 4]']);
    expect(ml('Imputer', ['float64[n, 4]'])).toEqual(['float64[n, 4]']);
    expect(ml('Normalizer', ['float32[n, 4]'])).toEqual(['float32[n, 4]']);
    expect(ml('OneHotEncoder', ['int64[n, 4]'], { cats_int64s: [1, 2, 3] })).toEqual(['float32[n, 4, 3]']);
    expect(ml('ArrayFeatureExtractor', ['float32[n, 4]', 'int64[2]'])).toEqual(['float32[n, 2]']);
    expect(ml('ArrayFeatureExtractor', ['float32[4]', 'int64[1, 2]'])).toEqual(['float32[1, 2]']);
    expect(ml('FeatureVectorizer', ['float32[n, 4]', 'float32[n, 2]'], { inputdimensions: [4, 2] })).toEqual([
      'float32[n, 6]',
    ]);
  });

  it('encodes labels', () => {
    expect(ml('LabelEncoder', ['string[n]'], { values_int64s: [1, 2] })).toEqual(['int64[n]']);
    expect(ml('LabelEncoder', ['int64[n]'], { classes_strings: ['a'] }, 1, 1)).toEqual(['string[n]']);
  });

  it('classifies and regresses row by row', () => {
    const classes = { classlabels_strings: ['a', 'b', 'c'] };
    expect(ml('LinearClassifier', ['float32[n, 4]'], classes, 2)).toEqual(['string[n]', 'float32[n, 3]']);
    expect(ml('TreeEnsembleClassifier', ['float32[4]'], { classlabels_int64s: [0, 1] }, 2)).toEqual([
      'int64[1]',
      'float32[1, 2]',
    ]);
    expect(ml('TreeEnsembleRegressor', ['float32[n, 4]'], { n_targets: 2 })).toEqual(['float32[n, 2]']);
    expect(ml('TreeEnsemble', ['float64[n, 4]'], { n_targets: 2 }, 1, 5)).toEqual(['float64[n, 2]']);
    expect(ml('SVMRegressor', ['float32[n, 4]'])).toEqual(['float32[n, 1]']);
  });

  it('scores each two classes by their support vectors', () => {
    const svm = (classes: number, attrs = {}) => {
      const classlabels_ints = Array.from({ length: classes }, (_, i) => i);
      return ml('SVMClassifier', ['float32[n, 3]'], { classlabels_ints, ...attrs }, 2)[1];
    };
    expect(svm(4, { vectors_per_class: [1, 2, 1, 1] })).toBe('float32[n, 6]');
    expect(svm(2, { vectors_per_class: [1, 1] })).toBe('float32[n, 2]');
    expect(svm(4)).toBe('float32[n, 4]');
    const probabilities = { floats: [1, 1, 1, 1, 1, 1] };
    expect(svm(4, { vectors_per_class: [1, 2, 1, 1], prob_a: probabilities })).toBe('float32[n, 4]');
  });

  it('takes maps in and gives maps out', () => {
    expect(ml('ZipMap', ['float32[n, 2]'], { classlabels_strings: ['a', 'b'] })).toEqual([
      'sequence(map(string, float32[]))',
    ]);
    const g = graphBuilder({ opsets: { 'ai.onnx.ml': 1 } });
    const value = { kind: 'tensor', dtype: 'float32', shape: [] } as const;
    const words = g.typedInput('words', { kind: 'map', key: 'string', value });
    const attrs = { string_vocabulary: ['a', 'b', 'c'] };
    const y = g.op('DictVectorizer', [words], attrs, { domain: 'ai.onnx.ml' });
    g.output('y', y);
    expect(typeText(g.build().value(y).type)).toBe('float32');
  });
});
