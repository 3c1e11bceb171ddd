import { describe, expect, it } from 'vitest';
import {
  about,
  change,
  count,
  digits,
  exponent,
  fileSize,
  percent,
  plural,
  sentence,
  sharePercent,
  shareWithin,
  time,
  timeWithin,
} from './format';

const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('format', () => {
  it('keeps three significant digits', () => {
    expect([0.03125, 3.125, 31.25, 312.5, 3125, 9.996, 99.96, 0].map((v) => digits(v))).toEqual([
      '0.0313',
      '3.13',
      '31.3',
      '313',
      '3125',
      '10.0',
      '100',
      '0',
    ]);
  });
  it('chooses a unit of time', () => {
    expect([0.031, 31.24, 3124, 31240].map((ms) => plain(time(ms)))).toEqual([
      '31.0 µs',
      '31.2 ms',
      '3124 ms',
      '31.2 s',
    ]);
  });
  it('gives a runtime and its interval in one unit', () => {
    expect(plain(timeWithin(31.24, 0.41))).toBe('31.2 ± 0.41 ms');
    expect(plain(timeWithin(0.0849, 0.0011))).toBe('84.9 ± 1.1 µs');
  });
  it('writes counts and sizes', () => {
    expect(plain(count(999))).toBe('999');
    expect(plain(count(3_870_000_000))).toBe('3.87 G');
    expect(plain(count(999_900))).toBe('1.00 M');
    expect(plain(fileSize(44_665_856))).toBe('44.7 MB');
    expect(plain(fileSize(12))).toBe('12 B');
  });
  it('writes shares, waits and plurals', () => {
    expect(plain(percent(0.123))).toBe('12 %');
    expect(plain(percent(0.0042))).toBe('0.4 %');
    expect(plain(about(21))).toBe('about 20 s');
    expect(plain(about(200))).toBe('about 3 min');
    expect(plural(1, 'node')).toBe('1 node');
    expect(plural(6623, 'node')).toBe('6,623 nodes');
  });
  it('writes a runtime as a share as finely as its interval', () => {
    expect([0.994, 1.004, 1, 0.0312, 0, 2.5].map((share) => plain(sharePercent(share)))).toEqual([
      '99.4 %',
      '100.4 %',
      '100.0 %',
      '3.12 %',
      '0 %',
      '250.0 %',
    ]);
    expect(plain(shareWithin(0.994, 0.002))).toBe('99.4 ± 0.20 %');
    expect(plain(shareWithin(0.5, Number.NaN))).toBe('50.0 %');
  });
  it('writes a change of the runtime with its sign', () => {
    expect(plain(change(0.988))).toBe('−1.2 %');
    expect(plain(change(1.4))).toBe('+40 %');
    expect(plain(change(1))).toBe('±0 %');
  });
  it('writes what is tiny as a power of ten', () => {
    expect(exponent(4.2e-7)).toBe('4.2·10⁻⁷');
    expect(exponent(9.97e-7)).toBe('1.0·10⁻⁶');
    expect(exponent(0.125)).toBe('0.13');
    expect(exponent(0)).toBe('0');
  });
  it('makes a sentence of a message', () => {
    expect(sentence('the checkpoint is truncated')).toBe('The checkpoint is truncated.');
    expect(sentence('Done. ')).toBe('Done.');
    expect(sentence('a trace of 117 % …')).toBe('A trace of 117 % …');
    // Names keep their letters.
    expect(sentence('bert.onnx is being optimized')).toBe('bert.onnx is being optimized.');
    expect(sentence('onnxruntime-web failed')).toBe('onnxruntime-web failed.');
  });
});
