import { link, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuseSame } from './refuseSame';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'same-'));
  await writeFile(path.join(folder, 'a.onnx'), '');
  await symlink(path.join(folder, 'a.onnx'), path.join(folder, 'latest.onnx'));
  await link(path.join(folder, 'a.onnx'), path.join(folder, 'hard.onnx'));
});
afterAll(() => rm(folder, { recursive: true }));
const at = (name: string): string => path.join(folder, name);

describe('refuseSame', () => {
  it('takes different files, and devices twice', async () => {
    await refuseSame({ 'the model': at('a.onnx'), '--out': at('b.onnx'), '--report': null });
    await refuseSame({ '--out': '/dev/null', '--report': '/dev/null' });
  });

  it('refuses one file for two things, by whatever name', async () => {
    const model = at('a.onnx');
    for (const out of [`${folder}/x/../a.onnx`, at('latest.onnx'), at('hard.onnx')])
      await expect(refuseSame({ 'the model': model, '--out': out })).rejects.toThrow(
        /the model and --out are the same file/,
      );
    await expect(refuseSame({ '--report': at('r'), '--trace': at('./r') })).rejects.toThrow(
      /--report and --trace/,
    );
  });
});
