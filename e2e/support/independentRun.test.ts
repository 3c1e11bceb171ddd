import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareModels } from './independentRun';
import { galleryFile } from './shared';

const attention = new Uint8Array(readFileSync(galleryFile('tiny_attention.onnx')));
const conv = new Uint8Array(readFileSync(galleryFile('tiny_conv.onnx')));

/** The same file with some bytes of its largest weight changed. */
function damaged(model: Uint8Array): Uint8Array {
  const copy = model.slice();
  // The files end in names and shapes; their middle is weights.
  const middle = copy.length >> 1;
  for (let i = 0; i < 64; i += 4) copy[middle + i] = (copy[middle + i] ?? 0) ^ 0x55;
  copy[middle + 3] = 0x40;
  return copy;
}

describe('compareModels', () => {
  it('finds no difference between a model and itself', async () => {
    expect(await compareModels(attention, attention)).toEqual({ outputs: ['logits'], maxAbs: 0, maxRel: 0 });
  });

  it('finds a changed weight', async () => {
    expect((await compareModels(conv, damaged(conv))).maxAbs).toBeGreaterThan(0);
  });

  it('refuses another model', async () => {
    await expect(compareModels(attention, conv)).rejects.toThrow();
  });
});
