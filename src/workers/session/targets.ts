import { availableTargets } from '../../bench';
import type { Target } from './protocol';

/** Every provider, what is missing with its reason; the recommended one first. */
export async function listTargets(): Promise<readonly Target[]> {
  const { offered, best, missing } = await availableTargets();
  const targets = offered.map(
    (target, i): Target => ({
      ep: target.ep,
      threads: target.threads,
      adapter: target.ep === 'wasm' ? null : target.adapter,
      software: target.software,
      unavailable: null,
      recommended: i === best,
    }),
  );
  const noGpu = missing.find(({ what }) => what === 'webgpu');
  if (noGpu !== undefined) {
    targets.push({
      ep: 'webgpu',
      threads: 1,
      adapter: null,
      software: false,
      unavailable: noGpu.why,
      recommended: false,
    });
  }
  return targets.sort((a, b) => Number(b.recommended) - Number(a.recommended));
}
