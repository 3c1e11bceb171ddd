import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CodedError } from '../../core';
import { decodeModel, readModel } from './decode';
import { concatChunks, encodeModel } from './encode';
import { firstDifference } from './equal';

const models = '../shared/models';
const archives = ['onnx-backend', 'onnxruntime-models'].map((name) => `../shared/conformance/${name}.tar.xz`);
/** The one file of the archives that is broken on purpose. */
const broken = ['corrupt-model.onnx'];

const modelsBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.onnx'))
    .map((file) => join(folder, file));

/** Files whose message changes on the way through the IR, and those that are refused with a code. */
function passThrough(files: readonly string[]): { changed: string[]; refused: string[] } {
  const changed: string[] = [];
  const refused: string[] = [];
  for (const file of files) {
    try {
      const bytes = new Uint8Array(readFileSync(file));
      const out = concatChunks(encodeModel(decodeModel(bytes), { resolve: () => null }));
      const difference = firstDifference('ModelProto', readModel(bytes), readModel(out));
      if (difference !== null) changed.push(`${file}: ${difference}`);
    } catch (thrown) {
      if (!(thrown instanceof CodedError)) throw new Error(file, { cause: thrown });
      refused.push(file);
    }
  }
  return { changed, refused };
}

describe('round trip', () => {
  it.skipIf(!existsSync(models))(
    'gives every test model back (needs ../shared/models)',
    { timeout: 60_000 },
    () => {
      const files = modelsBelow(models);
      expect(files.length).toBeGreaterThan(20);
      expect(passThrough(files)).toEqual({ changed: [], refused: [] });
    },
  );

  describe.each(archives)('archive %s', (archive) => {
    const present = existsSync(archive);
    const folder = present ? mkdtempSync(join(tmpdir(), 'dreamgraph-')) : '';
    afterAll(() => {
      if (present) rmSync(folder, { recursive: true });
    });

    it.skipIf(!present)('gives every model back (needs ../shared/conformance)', { timeout: 120_000 }, () => {
      execFileSync('tar', ['xJf', archive, '-C', folder]);
      const { changed, refused } = passThrough(modelsBelow(folder));
      expect(changed).toEqual([]);
      expect(refused.filter((file) => !broken.some((name) => file.endsWith(name)))).toEqual([]);
    });
  });
});
