import type { Trace, TraceSpeedup } from '../../trace';
import type { Target } from '../../workers/session/protocol';
import { interval, plural, ratio } from '../format';

/** What a trace's model is called: its name, its place in the gallery, its file on the web, or that it is private. */
export function modelWords({ model }: Pick<Trace, 'model'>): string {
  if (model.name !== null) return model.name;
  switch (model.source.kind) {
    case 'gallery':
      return model.source.id;
    case 'url':
      return decodedName(model.source.url);
    default:
      return 'a private model';
  }
}

/** Where a trace was made: `CPU, WASM with 2 threads, onnxruntime-web 1.30.0`. */
export function deviceWords({ device, ep, threads, versions }: Trace): string {
  const backend = ep === 'wasm' ? `WASM with ${plural(threads, 'thread')}` : 'WebGPU';
  const runtime = versions['onnxruntime-web'];
  return [device, backend, runtime === undefined ? '' : `onnxruntime-web ${runtime}`]
    .filter((part) => part !== '')
    .join(', ');
}

/** Where something is measured here: `CPU, WASM with 2 threads`. */
export function targetWords({ ep, threads, adapter }: Pick<Target, 'ep' | 'threads' | 'adapter'>): string {
  return ep === 'wasm' ? `CPU, WASM with ${plural(threads, 'thread')}` : `${adapter ?? 'GPU'}, WebGPU`;
}

/** `×1.26 (1.22 – 1.30)`; of a figure that is not confirmed `not confirmed: 0.98 – 1.24 includes no change`. */
export function speedWords({ ratio: value, ci95: [low, high], confirmed }: TraceSpeedup): string {
  const between = interval(low, high);
  if (confirmed) return `${ratio(value)} (${between})`;
  return `not confirmed: ${between}${low <= 1 && high >= 1 ? ' includes no change' : ''}`;
}

function decodedName(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || url;
  } catch {
    return last;
  }
}
