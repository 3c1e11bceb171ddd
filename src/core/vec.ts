const BITS = 5;
const WIDTH = 1 << BITS;
const MASK = WIDTH - 1;

type Branch<T> = readonly (Branch<T> | T | undefined)[];

/**
 * A persistent vector: `set` and `push` return a new one that shares all but one path of 32-wide nodes with the old,
 * so a history of versions costs memory in proportion to what changed (Bagwell's tries, as in Clojure's vectors).
 */
export class Vec<T> {
  private constructor(
    /** One more than the largest index ever set. */
    readonly length: number,
    private readonly depth: number,
    private readonly root: Branch<T>,
  ) {}

  static empty<T>(): Vec<T> {
    return new Vec<T>(0, 1, []);
  }

  static from<T>(items: readonly T[]): Vec<T> {
    let level: Branch<T>[] = [];
    for (let i = 0; i < items.length; i += WIDTH) level.push(items.slice(i, i + WIDTH));
    let depth = 1;
    while (level.length > 1) {
      const upper: Branch<T>[] = [];
      for (let i = 0; i < level.length; i += WIDTH) upper.push(level.slice(i, i + WIDTH));
      level = upper;
      depth++;
    }
    return new Vec<T>(items.length, depth, level[0] ?? []);
  }

  /** The element at `index`, or undefined outside the vector. */
  get(index: number): T | undefined {
    if (index < 0 || index >= this.length) return undefined;
    let node = this.root;
    for (let shift = (this.depth - 1) * BITS; shift > 0; shift -= BITS) {
      const next = node[(index >>> shift) & MASK];
      if (next === undefined) return undefined;
      node = next as Branch<T>;
    }
    return node[index & MASK] as T | undefined;
  }

  /** A vector that has `value` at `index`; it grows as needed. */
  set(index: number, value: T): Vec<T> {
    let depth = this.depth;
    let root = this.root;
    while (index >= WIDTH ** depth) {
      root = [root];
      depth++;
    }
    return new Vec<T>(Math.max(this.length, index + 1), depth, setIn(root, (depth - 1) * BITS, index, value));
  }

  push(value: T): Vec<T> {
    return this.set(this.length, value);
  }

  /** Visits what is set, by ascending index, faster than iterating. */
  forEach(visit: (value: T, index: number) => void): void {
    visitIn(this.root, (this.depth - 1) * BITS, 0, visit);
  }

  *[Symbol.iterator](): IterableIterator<T | undefined> {
    for (let i = 0; i < this.length; i++) yield this.get(i);
  }
}

function visitIn<T>(
  node: Branch<T>,
  shift: number,
  first: number,
  visit: (value: T, index: number) => void,
): void {
  for (let i = 0; i < node.length; i++) {
    const child = node[i];
    if (child === undefined) continue;
    const index = first + (i << shift);
    if (shift === 0) visit(child as T, index);
    else visitIn(child as Branch<T>, shift - BITS, index, visit);
  }
}

function setIn<T>(node: Branch<T>, shift: number, index: number, value: T): Branch<T> {
  const at = (index >>> shift) & MASK;
  const child =
    shift === 0 ? value : setIn((node[at] as Branch<T> | undefined) ?? [], shift - BITS, index, value);
  // Writing behind the end of a copy would leave room for more in it, which no version ever uses.
  if (at === node.length) return [...node, child];
  const copy = node.slice() as (Branch<T> | T | undefined)[];
  copy[at] = child;
  return copy;
}
