import { createWriteStream } from 'node:fs';
import { access, constants, lstat, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Writes a file such that half of it never stands under its name, nor stays beside it. What is there and is no plain file (a device, a
 * link, a pipe), or stands in a folder that takes no other, is written to as it is.
 */
export async function writeWhole(file: string, body: Readable): Promise<void> {
  if (!(await canBeReplaced(file))) return pipeline(body, createWriteStream(file));
  const part = `${file}.part`;
  try {
    await pipeline(body, createWriteStream(part));
    await rename(part, file);
  } catch (thrown) {
    await rm(part, { force: true });
    throw thrown;
  }
}

async function canBeReplaced(file: string): Promise<boolean> {
  const there = await lstat(file).catch(() => null);
  if (there === null) return true;
  const folder = access(path.dirname(path.resolve(file)), constants.W_OK);
  return there.isFile() && folder.then(() => true).catch(() => false);
}
