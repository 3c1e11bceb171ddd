import { expect, it } from 'vitest';
import { traceAmong } from './traceAmong';

const among = (...names: string[]) => traceAmong(names.map((name) => new File([], name)))?.name;

it('is the trace, wherever it stands among the files', () => {
  expect(among('a.dreamtrace')).toBe('a.dreamtrace');
  expect(among('config.json', 'model.onnx', 'a.DREAMTRACE')).toBe('a.DREAMTRACE');
});

it('may be JSON, but not what lies beside a model', () => {
  expect(among('trace.json')).toBe('trace.json');
  expect(among('config.json', 'model.onnx', 'tokenizer.json')).toBeUndefined();
  expect(among('config.json', 'model.ort')).toBeUndefined();
  expect(among('model.onnx', 'model.onnx_data')).toBeUndefined();
});
