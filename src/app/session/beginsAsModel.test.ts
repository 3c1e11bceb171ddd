import { expect, it } from 'vitest';
import { concatChunks, encodeModel, graphBuilder, writeTensorProto } from '../../graph';
import { beginsAsModel } from './beginsAsModel';

const begins = (bytes: Uint8Array<ArrayBuffer>) => beginsAsModel(new File([bytes], 'a.pb'));
const tensor = (shape: readonly number[]) => {
  const bytes = new Uint8Array(4 * shape.reduce((n, size) => n * size, 1));
  return begins(Uint8Array.from(writeTensorProto({ name: 'x', dtype: 'float32', shape, bytes })));
};

it('tells a model from a tensor', async () => {
  const g = graphBuilder();
  g.output('y', g.op('Relu', [g.input('x', 'float32', [4])]));
  const model = concatChunks(encodeModel(g.build(), { resolve: () => null }));
  expect(await begins(Uint8Array.from(model))).toBe(true);
  // As PyTorch begins a file: version 8, its own name.
  expect(await begins(Uint8Array.of(0x08, 0x08, 0x12, 0x07, 0x70, 0x79))).toBe(true);
  for (const shape of [[], [4], [1, 300, 2]]) expect(await tensor(shape), `${shape}`).toBe(false);
});

it('takes nothing else for a model', async () => {
  expect(await begins(Uint8Array.of())).toBe(false);
  expect(await begins(Uint8Array.of(0x12, 0x01, 0x41))).toBe(false);
  expect(await begins(Uint8Array.from(new TextEncoder().encode('hello')))).toBe(false);
});
