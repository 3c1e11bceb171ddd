import { expect, it } from 'vitest';
import { folderAmong } from './folderAmong';

const entry = (name: string, isDirectory: boolean) => ({
  webkitGetAsEntry: () => ({ name, isDirectory }) as FileSystemEntry,
});
const text = { webkitGetAsEntry: () => null };

it('names a folder among files', () => {
  expect(folderAmong([text, entry('a.onnx', false), entry('models', true)])).toBe('models');
  expect(folderAmong([text, entry('a.onnx', false)])).toBeNull();
});
