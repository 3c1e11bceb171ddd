/** Why WASM has a single thread here, or null where it can have several: ORT needs shared memory, which needs isolation. */
export function whyNoThreads(): string | null {
  if (globalThis.crossOriginIsolated !== true) {
    return 'the page is not cross-origin isolated, so WASM has a single thread';
  }
  try {
    if (typeof SharedArrayBuffer === 'undefined') return noSharing;
    const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    return buffer instanceof SharedArrayBuffer ? null : noSharing;
  } catch {
    return noSharing;
  }
}

const noSharing =
  'this browser gives WASM no shared memory, so it has a single thread though the page is isolated';
