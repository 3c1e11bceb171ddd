import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from './usage';

/**
 * Refuses, before any work is done, a file that could not be written at its end.
 * @param file what was given for `option`; null: nothing
 * @throws UsageError
 */
export async function refuseUnwritable(option: string, file: string | null): Promise<void> {
  if (file === null) return;
  const folder = path.dirname(path.resolve(file));
  if (!(await isFolder(folder)))
    throw new UsageError(`${option}: there is no folder ${folder}. Make it first, or give another path.`);
  if (await isFolder(file)) throw new UsageError(`${option}: ${file} is a folder. Give the name of a file.`);
  const written = (await isThere(file)) ? file : folder;
  if (!(await isOpenTo(written, constants.W_OK)))
    throw new UsageError(`${option}: ${written} cannot be written to. Change that, or give another path.`);
}

const isOpenTo = (where: string, mode: number): Promise<boolean> =>
  access(where, mode).then(
    () => true,
    () => false,
  );

const isThere = (where: string): Promise<boolean> => isOpenTo(where, constants.F_OK);

const isFolder = async (where: string): Promise<boolean> =>
  (await stat(where).catch(() => null))?.isDirectory() ?? false;
