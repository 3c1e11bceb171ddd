const onMac: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Enter: '↩' };

/** What stands on the keys of `Ctrl Shift Z`, one by one; a Mac has its own names and order for them. */
export function keyCaps(keys: string, mac: boolean): readonly string[] {
  const parts = keys.split(' ');
  if (!mac) return parts;
  const shift = parts.filter((part) => part === 'Shift');
  return [...shift, ...parts.filter((part) => part !== 'Shift')].map((part) => onMac[part] ?? part);
}
