import { availableTargets } from '../../bench';
import type { Target } from './protocol';

/** Every provider, what is missing with its reason; the recommended one first. */
export async function listTargets(): Promise<readonly Target[]> {
  const { offered, best, missing } = await availableTargets();
  const whyMissing = (wanted: string) => missing.find(({ what }) => what === wanted)?.why;
  const targets = offered.map(
    (target, i): Target => ({
      ep: target.ep,
      threads: target.threads,
      adapter: target.ep === 'wasm' ? null : target.adapter,
      software: target.software,
      unavailable: null,
      note: target.ep === 'wasm' ? (whyMissing('wasm-threads') ?? null) : null,
      recommended: i === best,
    }),
  );
  const noGpu = whyMissing('webgpu');
  if (noGpu !== undefined) {
    targets.push({
      ep: 'webgpu',
      threads: 1,
      adapter: null,
      software: false,
      unavailable: noGpu,
      note: null,
      recommended: false,
    });
  }
  return targets.sort((a, b) => Number(b.recommended) - Number(a.recommended));
}
