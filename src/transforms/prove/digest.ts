/** Two 32-bit hashes of a text (FNV-1a and a multiply–rotate one, both finalised as MurmurHash3 does). */
export function digest(text: string): { readonly first: number; readonly second: number } {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul((b << 5) | (b >>> 27), 0xcc9e2d51) ^ Math.imul(c + 1, 0x1b873593);
  }
  return { first: finish(a), second: finish(b ^ text.length) };
}

function finish(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
