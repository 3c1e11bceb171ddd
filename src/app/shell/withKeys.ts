import { isMac } from './isMac';
import { keyCaps } from './keyCaps';

/** A tooltip with the keys that do the same: `Undo (Ctrl Z)`, or `Undo (⌘Z)`. */
export function withKeys(label: string, keys: string): string {
  const mac = isMac();
  return `${label} (${keyCaps(keys, mac).join(mac ? '' : ' ')})`;
}
