import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core';
import { hexOf, Mixer } from './mixer';

describe('Mixer', () => {
  it('tells apart what differs in order, length or one bit', () => {
    const seen = new Set<string>();
    const inputs = ['', 'a', 'b', 'ab', 'ba', 'a\0', '\0a', 'aa', 'aaa'];
    for (const text of inputs) seen.add(hexOf(new Mixer().string(text).digest()));
    for (const n of [0, -0, 1, 2, 0.5, 2 ** 53, Number.NaN]) seen.add(hexOf(new Mixer().number(n).digest()));
    for (const n of [2n ** 63n - 1n, -(2n ** 63n)]) seen.add(hexOf(new Mixer().integer(n).digest()));
    for (const n of [1, 2, 3, 4, 5]) seen.add(hexOf(new Mixer().bytes(new Uint8Array(n)).digest()));
    expect(seen.size).toBe(inputs.length + 7 + 2 + 5);
    expect(hexOf(new Mixer().integer(5n).digest())).toBe(hexOf(new Mixer().integer(5).digest()));
  });

  it('spreads a flipped bit over half of each lane', () => {
    const random = createRandom(3);
    const flips = [0, 0, 0, 0];
    const rounds = 4000;
    for (let round = 0; round < rounds; round++) {
      const words = Array.from({ length: 3 }, () => random.int(2 ** 32) | 0);
      const at = random.int(3);
      const changed = words.with(at, (words[at] ?? 0) ^ (1 << random.int(32)));
      const [x, y] = [words, changed].map((list) => {
        const mixer = new Mixer();
        for (const word of list) mixer.word(word);
        return mixer.digest();
      });
      for (let lane = 0; lane < 4; lane++) {
        let difference = (x?.[lane] ?? 0) ^ (y?.[lane] ?? 0);
        for (; difference !== 0; difference &= difference - 1) flips[lane] = (flips[lane] ?? 0) + 1;
      }
    }
    for (const count of flips) expect(Math.abs(count / rounds - 16)).toBeLessThan(0.3);
  });

  it('has no collision in any 64 of its bits among a hundred thousand small inputs', () => {
    const left = new Set<string>();
    const right = new Set<string>();
    const mixer = new Mixer();
    for (let i = 0; i < 100_000; i++) {
      const hex = hexOf(
        mixer
          .reset()
          .word(i & 0xff)
          .word(i >> 8)
          .digest(),
      );
      left.add(hex.slice(0, 16));
      right.add(hex.slice(16));
    }
    expect([left.size, right.size]).toEqual([100_000, 100_000]);
  });
});
