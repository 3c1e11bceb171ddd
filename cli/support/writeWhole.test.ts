import { mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeWhole } from './writeWhole';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'whole-'));
});
afterAll(() => rm(folder, { recursive: true }));

const of = (...parts: readonly string[]): Readable => Readable.from(parts.map((part) => Buffer.from(part)));

describe('writeWhole', () => {
  it('writes a new file and takes the place of another, with nothing left beside it', async () => {
    const file = path.join(folder, 'new.onnx');
    await writeWhole(file, of('a', 'b'));
    await writeWhole(file, of('c'));
    expect(await readFile(file, 'utf8')).toBe('c');
    expect(await readdir(folder)).toEqual(['new.onnx']);
  });

  it('leaves what was there where the new one breaks off', async () => {
    const file = path.join(folder, 'kept.onnx');
    await writeFile(file, 'whole');
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('gone');
      })(),
    );
    await expect(writeWhole(file, broken)).rejects.toThrow('gone');
    expect(await readFile(file, 'utf8')).toBe('whole');
    expect(await readdir(folder)).not.toContain('kept.onnx.part');
  });

  it('writes through a link, and to a device', async () => {
    const [file, link] = [path.join(folder, 'target.onnx'), path.join(folder, 'link.onnx')];
    await writeFile(file, '');
    await symlink(file, link);
    await writeWhole(link, of('through'));
    expect(await readlink(link)).toBe(file);
    expect(await readFile(file, 'utf8')).toBe('through');
    const device = path.join(folder, 'null');
    await symlink('/dev/null', device);
    await writeWhole(device, of('nothing'));
    expect(await readlink(device)).toBe('/dev/null');
  });
});
