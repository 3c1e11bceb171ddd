import { expect, it } from 'vitest';
import { refuseSame } from './refuseSame';

it('refuses one path for two files, however it is written', () => {
  refuseSame({ 'the model': 'a.onnx', '--out': 'b.onnx', '--report': null, '--trace': null });
  refuseSame({ '--out': '/dev/null', '--report': '/dev/null' });
  expect(() => refuseSame({ 'the model': 'a.onnx', '--out': './x/../a.onnx' })).toThrow(
    /the model and --out are the same file/,
  );
  expect(() => refuseSame({ '--report': 'r', '--trace': 'r' })).toThrow(/--report and --trace/);
});
