/**
 * Remembers the last few objects that made something which is large and can be made again; older ones are told to let go
 * of it. So a long history of versions costs memory for what differs, not for what was once asked of each version.
 */
export class Recent<T extends object> {
  private readonly ring: (WeakRef<T> | null)[];
  private next = 0;

  constructor(
    capacity: number,
    private readonly letGo: (old: T) => void,
  ) {
    this.ring = Array.from({ length: capacity }, () => null);
  }

  add(item: T): void {
    const old = this.ring[this.next]?.deref();
    if (old !== undefined && old !== item) this.letGo(old);
    this.ring[this.next] = new WeakRef(item);
    this.next = (this.next + 1) % this.ring.length;
  }
}
