import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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

  // The superuser may write anywhere.
  it.skipIf(process.getuid?.() === 0)('refuses what cannot be written to', async () => {
    const closed = path.join(folder, 'closed');
    await mkdir(closed);
    const file = path.join(closed, 'there.json');
    await writeFile(file, '');
    await chmod(closed, 0o555);
    // Only what is new has to be made in the folder.
    await refuseUnwritable('--json', file);
    await expect(refuseUnwritable('--json', path.join(closed, 'new.json'))).rejects.toThrow(
      /closed cannot be/,
    );
    await chmod(file, 0o444);
    await expect(refuseUnwritable('--json', file)).rejects.toThrow(/there.json cannot be written to/);
    await chmod(closed, 0o755);
  });

  it('refuses a folder', async () => {
    await expect(refuseUnwritable('--out', folder)).rejects.toThrow(/is a folder/);
  });
});
