import { describe, expect, it } from 'vitest';
import { decodeModel } from './decode';

const text = (s: string): Uint8Array => new TextEncoder().encode(s);
const codeOf = (bytes: Uint8Array): string => {
  try {
    decodeModel(bytes);
    return 'none';
  } catch (thrown) {
    const { code, message } = thrown as { code: string; message: string };
    return `${code}: ${message}`;
  }
};

describe('files that are not ONNX', () => {
  it.each([
    ['nothing', new Uint8Array(0), 'FILE_EMPTY: The file is empty'],
    ['a Git LFS pointer', text('version https://git-lfs.github.com/spec/v1\noid sha256:0'), 'FILE_GIT_LFS'],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), 'FILE_NOT_ONNX: The file is a PNG'],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'FILE_NOT_ONNX: The file is a JPEG'],
    ['a zip', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), 'FILE_NOT_ONNX: The file is a zip'],
    ['HTML', text('\n<!DOCTYPE html><html>'), 'FILE_NOT_ONNX: The file is an HTML page'],
    ['JSON', text('{"a": 1}'), 'FILE_NOT_ONNX: The file is a JSON'],
    ['text', text('hello, world'), 'FILE_NOT_ONNX: The file is a text'],
    ['TFLite', text('\x1c\0\0\0TFL3....'), 'FILE_NOT_ONNX: The file is a TensorFlow Lite'],
    ['ORT format', text('\x1c\0\0\0ORTM....'), 'FILE_NOT_ONNX: The file is a model in ONNX Runtime’s own'],
    [
      'safetensors',
      text('\x10\0\0\0\0\0\0\0{"__metadata__":1}...'),
      'FILE_NOT_ONNX: The file is a safetensors',
    ],
    ['zeros', new Uint8Array(100), 'FILE_NOT_ONNX: The file is nothing but zero bytes'],
    ['noise', Uint8Array.of(0x08, 0xff, 0xff), 'FILE_TRUNCATED'],
    ['another protocol buffer', Uint8Array.of(0x7a, 0x02, 0x01, 0x02), 'FILE_NOT_ONNX'],
    ['a model without a graph', Uint8Array.of(0x08, 0x08), 'MODEL_NO_GRAPH'],
  ])('names %s', (_, bytes, expected) => {
    expect(codeOf(bytes).slice(0, expected.length)).toBe(expected);
  });
});
