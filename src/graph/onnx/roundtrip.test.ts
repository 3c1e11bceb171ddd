import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../core';
import { decodeModel, readModel } from './decode';
import { concatChunks, encodeModel } from './encode';
import { firstDifference } from './equal';

const models = '../shared/models';
/** Archives, and how many models each has at least. */
const archives = [
  ['../shared/conformance/onnx-backend.tar.xz', 1900],
  ['../shared/conformance/onnxruntime-models.tar.xz', 300],
] as const;
/** The one file of the archives that is broken on purpose. */
const broken = ['corrupt-model.onnx'];

type Files = Iterable<readonly [name: string, bytes: Uint8Array]>;

function* modelsBelow(folder: string): Files {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.onnx')) yield [file, new Uint8Array(readFileSync(join(folder, file)))];
  }
}

/** Text of a tar header's field. */
const field = (block: Buffer, start: number, length: number): string =>
  block.toString('latin1', start, start + length).replace(/\0.*$/s, '');

/** The models of a .tar.xz, read without unpacking thousands of files. Long names come in records of type L (GNU) or x (pax). */
function* modelsIn(archive: string): Files {
  const tar = execFileSync('xz', ['-dc', archive], { maxBuffer: 2 ** 30 });
  let longName = '';
  for (let at = 0; at + 512 <= tar.length; ) {
    const head = tar.subarray(at, at + 512);
    const size = Number.parseInt(field(head, 124, 12) || '0', 8);
    const data = tar.subarray(at + 512, at + 512 + size);
    const kind = field(head, 156, 1);
    at += 512 + Math.ceil(size / 512) * 512;
    if (kind === 'L') longName = field(data, 0, data.length);
    else if (kind === 'x') longName = /\d+ path=([^\n]*)\n/.exec(data.toString())?.[1] ?? '';
    else {
      const prefix = field(head, 345, 155);
      const name = longName || (prefix === '' ? '' : `${prefix}/`) + field(head, 0, 100);
      longName = '';
      if (name.endsWith('.onnx')) yield [name, new Uint8Array(data)];
    }
  }
}

/** Files whose message changes on the way through the IR, and those that are refused with a code. */
function passThrough(files: Files): { count: number; changed: string[]; refused: string[] } {
  let count = 0;
  const changed: string[] = [];
  const refused: string[] = [];
  for (const [file, bytes] of files) {
    count++;
    try {
      const out = concatChunks(encodeModel(decodeModel(bytes), { resolve: () => null }));
      const difference = firstDifference('ModelProto', readModel(bytes), readModel(out));
      if (difference !== null) changed.push(`${file}: ${difference}`);
    } catch (thrown) {
      if (!(thrown instanceof CodedError)) throw new Error(file, { cause: thrown });
      refused.push(file);
    }
  }
  return { count, changed, refused };
}

describe('round trip', () => {
  it.skipIf(!existsSync(models))(
    'gives every test model back (needs ../shared/models)',
    { timeout: 60_000 },
    () => {
      const { count, changed, refused } = passThrough(modelsBelow(models));
      expect(count).toBeGreaterThan(20);
      expect({ changed, refused }).toEqual({ changed: [], refused: [] });
    },
  );

  it.for(archives)(
    'gives every model of %s back, where it is there',
    { timeout: 240_000 },
    ([archive, least], { skip }) => {
      skip(!existsSync(archive), 'needs ../shared/conformance');
      const { count, changed, refused } = passThrough(modelsIn(archive));
      expect(count).toBeGreaterThan(least);
      expect(changed).toEqual([]);
      expect(refused.filter((file) => !broken.some((name) => file.endsWith(name)))).toEqual([]);
    },
  );
});
