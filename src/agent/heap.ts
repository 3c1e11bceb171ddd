/** A binary min-heap by a number. */
export class Heap<T> {
  private readonly items: { readonly key: number; readonly value: T }[] = [];

  get size(): number {
    return this.items.length;
  }

  push(key: number, value: T): void {
    const { items } = this;
    items.push({ key, value });
    let at = items.length - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (this.keyAt(up) <= key) break;
      this.swap(at, up);
      at = up;
    }
  }

  /** The value with the smallest key; undefined when the heap is empty. */
  pop(): T | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top?.value;
    items[0] = last;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const smaller = left + 1 < items.length && this.keyAt(left + 1) < this.keyAt(left) ? left + 1 : left;
      if (this.keyAt(at) <= this.keyAt(smaller)) break;
      this.swap(at, smaller);
      at = smaller;
    }
    return top.value;
  }

  private keyAt(index: number): number {
    return this.items[index]?.key ?? Number.POSITIVE_INFINITY;
  }

  private swap(a: number, b: number): void {
    const [x, y] = [this.items[a], this.items[b]];
    if (x && y) [this.items[a], this.items[b]] = [y, x];
  }
}
