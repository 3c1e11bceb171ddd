import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuseUnwritable } from './refuseUnwritable';
import { UsageError } from './usage';

describe('refuseUnwritable', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'dreamgraph-'));
    await writeFile(path.join(folder, 'there.onnx'), '');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('takes new files, files that are there, and none', async () => {
    await refuseUnwritable('--out', path.join(folder, 'new.onnx'));
    await refuseUnwritable('--out', path.join(folder, 'there.onnx'));
    await refuseUnwritable('--out', 'in-this-folder.onnx');
    await refuseUnwritable('--out', null);
  });

  it('refuses a file in a folder that is not there, or in a file', async () => {
    for (const parent of ['nowhere', 'there.onnx']) {
      const refused = refuseUnwritable('--report', path.join(folder, parent, 'r.json'));
      await expect(refused).rejects.toThrow(UsageError);
      await expect(refused).rejects.toThrow(/^--report: there is no folder .*Make it first/);
    }
  });

  it('refuses a folder', async () => {
    await expect(refuseUnwritable('--out', folder)).rejects.toThrow(/is a folder/);
  });
});
