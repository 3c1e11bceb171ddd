/** Bytes that a worker keeps between models are dropped, oldest use first, beyond this much. */
const KEEP_BYTES = 768 * 2 ** 20;

interface Kept {
  readonly id: number;
  readonly size: number;
  used: number;
}

export interface Upload {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What one worker has been sent, so that models which share weights send them once. */
export class SharedBuffers {
  private readonly byBuffer = new WeakMap<ArrayBufferLike, Map<string, Kept>>();
  private readonly kept = new Map<number, { readonly entry: Kept; forget: () => void }>();
  private nextId = 1;
  private clock = 0;
  private total = 0;

  /** The number of each array, what must still be sent (as copies, to be transferred), and what to drop first. */
  plan(arrays: readonly Uint8Array[]): { ids: number[]; uploads: Upload[]; drop: number[] } {
    const now = ++this.clock;
    const uploads: Upload[] = [];
    const ids = arrays.map((bytes) => {
      const entry = this.find(bytes) ?? this.add(bytes, uploads);
      entry.used = now;
      return entry.id;
    });
    return { ids, uploads, drop: this.evict(now) };
  }

  private find(bytes: Uint8Array): Kept | undefined {
    return this.byBuffer.get(bytes.buffer)?.get(keyOf(bytes));
  }

  private add(bytes: Uint8Array, uploads: Upload[]): Kept {
    const entry: Kept = { id: this.nextId++, size: bytes.byteLength, used: 0 };
    const views = this.byBuffer.get(bytes.buffer) ?? new Map<string, Kept>();
    this.byBuffer.set(bytes.buffer, views);
    const key = keyOf(bytes);
    views.set(key, entry);
    this.kept.set(entry.id, { entry, forget: () => views.delete(key) });
    this.total += entry.size;
    // A copy of the view alone: cloning a view would send the whole file behind it.
    uploads.push({ id: entry.id, bytes: new Uint8Array(bytes) });
    return entry;
  }

  private evict(now: number): number[] {
    if (this.total <= KEEP_BYTES) return [];
    const dropped: number[] = [];
    const oldest = [...this.kept.values()].sort((a, b) => a.entry.used - b.entry.used);
    for (const { entry, forget } of oldest) {
      if (this.total <= KEEP_BYTES || entry.used === now) break;
      forget();
      this.kept.delete(entry.id);
      this.total -= entry.size;
      dropped.push(entry.id);
    }
    return dropped;
  }
}

const keyOf = (bytes: Uint8Array): string => `${bytes.byteOffset}:${bytes.byteLength}`;
