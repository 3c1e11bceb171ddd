import path from 'node:path';
import { UsageError } from './usage';

/**
 * Refuses one path for two things, of which the later would overwrite the earlier.
 * @param files what is read or written, and the path that was given for it; null: none. Devices may be given twice.
 * @throws UsageError
 */
export function refuseSame(files: Readonly<Record<string, string | null>>): void {
  const known = new Map<string, string>();
  for (const [what, file] of Object.entries(files)) {
    if (file === null || file.startsWith('/dev/')) continue;
    const whole = path.resolve(file);
    const other = known.get(whole);
    if (other !== undefined)
      throw new UsageError(
        `${other} and ${what} are the same file, ${file}. Give another path for one of them.`,
      );
    known.set(whole, what);
  }
}
