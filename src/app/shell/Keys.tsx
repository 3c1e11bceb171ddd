import { isMac } from './isMac';
import { keyCaps } from './keyCaps';

/** Keys as they look on this machine's keyboard. */
export function Keys({ keys }: { keys: string }) {
  return keyCaps(keys, isMac()).map((cap) => <kbd key={cap}>{cap}</kbd>);
}
