import type { Provider } from './runtime';
import { whyNoThreads } from './wasmThreads';

/** Something that a model can be measured on. */
export interface Target {
  readonly ep: Provider;
  readonly threads: number;
  /** `CPU`, or the adapter's name. */
  readonly adapter: string;
  /** The adapter computes on the CPU; never a default. */
  readonly software: boolean;
}

/** What this browser offers, and what it lacks and why. */
export interface Targets {
  readonly offered: readonly Target[];
  /** Index into `offered` of what this machine does best. */
  readonly best: number;
  readonly missing: readonly { readonly what: 'webgpu' | 'wasm-threads'; readonly why: string }[];
}

/** The adapter's name, and whether it is a software one. */
export function describeAdapter(adapter: GPUAdapter): Pick<Target, 'adapter' | 'software'> {
  const { vendor, architecture, device, description } = adapter.info;
  const words = [description || device, vendor, architecture].filter((word) => word !== '');
  const name = words.join(' ') || 'unnamed adapter';
  const software =
    adapter.info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|warp|basic render/i.test(name);
  return { adapter: name, software };
}

/** Half of the logical processors (their physical cores, mostly), at least 1, at most 8. */
export function defaultThreads(): number {
  const logical = globalThis.navigator?.hardwareConcurrency ?? 1;
  return Math.max(1, Math.min(8, logical <= 2 ? logical : Math.ceil(logical / 2)));
}

/** Asks the browser what it has. Never throws. */
export async function availableTargets(threads = defaultThreads()): Promise<Targets> {
  const missing: { what: 'webgpu' | 'wasm-threads'; why: string }[] = [];
  const single = whyNoThreads();
  if (single !== null) missing.push({ what: 'wasm-threads', why: single });
  const offered: Target[] = [
    { ep: 'wasm', threads: single === null ? threads : 1, adapter: 'CPU', software: false },
  ];
  const gpu = globalThis.navigator?.gpu;
  const adapter = gpu === undefined ? null : await gpu.requestAdapter().catch(() => null);
  if (adapter === null) {
    const why = gpu === undefined ? 'this browser has no WebGPU' : 'the browser gives no WebGPU adapter here';
    missing.push({ what: 'webgpu', why });
  } else {
    offered.push({ ep: 'webgpu', threads: 1, ...describeAdapter(adapter) });
  }
  const best = offered.findIndex((target) => target.ep === 'webgpu' && !target.software);
  return { offered, best: Math.max(0, best), missing };
}
