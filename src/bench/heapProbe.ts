const memories: WebAssembly.Memory[] = [];
let installed = false;

/** Remembers every WebAssembly memory made from now on in this thread, so that its growth can be told. */
export function installHeapProbe(): void {
  if (installed) return;
  installed = true;
  const Original = WebAssembly.Memory;
  WebAssembly.Memory = class extends Original {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      memories.push(this);
    }
  };
}

/** Bytes of WebAssembly memory held by this thread; it never shrinks. 0 without a probe. */
export const heapBytes = (): number => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
