import type { SessionClient } from '../../workers/session/client';
import type { Target } from '../../workers/session/protocol';

/** What the lesson measures on: WebAssembly, which every browser has. */
export async function wasmTarget(session: SessionClient): Promise<Target> {
  const targets = await session.call('targets', null);
  const target = targets.find(({ ep }) => ep === 'wasm');
  if (target === undefined) throw new Error('this browser runs no WebAssembly');
  return target;
}
