import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from './usage';

/**
 * Refuses one file for two things, of which the later would overwrite the earlier.
 * @param files what is read or written, and the path that was given for it; null: none. What is no plain file, such as a device,
 *   may be given twice.
 * @throws UsageError
 */
export async function refuseSame(files: Readonly<Record<string, string | null>>): Promise<void> {
  const known = new Map<string, string>();
  for (const [what, file] of Object.entries(files)) {
    const whole = file === null ? null : await identity(file);
    if (whole === null) continue;
    const other = known.get(whole);
    if (other !== undefined)
      throw new UsageError(
        `${other} and ${what} are the same file, ${file}. Give another path for one of them.`,
      );
    known.set(whole, what);
  }
}

/** What tells a file from others, links followed; null for what may be written to twice. */
async function identity(file: string): Promise<string | null> {
  const whole = path.resolve(file);
  const there = await stat(whole).catch(() => null);
  if (there !== null) return there.isFile() ? `${there.dev}:${there.ino}` : null;
  const folder = await realpath(path.dirname(whole)).catch(() => path.dirname(whole));
  return path.join(folder, path.basename(whole));
}
