import { expect, it, vi } from 'vitest';
import { agentOf, useTrainedHere } from './agents';

const seen = vi.hoisted(() => ({ disposed: [] as unknown[] }));
vi.mock('./loadAgent', () => ({ loadTrainedAgent: async (world: Uint8Array) => ({ world }) }));
vi.mock('./assembleAgent', () => ({ disposeAgent: (agent: unknown) => seen.disposed.push(agent) }));

const trained = (n: number) =>
  ({
    kind: 'dreamgraph',
    version: String(n),
    checkpoint: Uint8Array.of(n),
    policy: Uint8Array.of(n),
  }) as const;

it('an agent that another has replaced gives its memory back with the next search, and not before', async () => {
  useTrainedHere(trained(1));
  await agentOf('dreamgraph');
  useTrainedHere(trained(2));
  expect(seen.disposed).toEqual([]);
  await agentOf('greedy');
  expect(seen.disposed).toEqual([{ world: Uint8Array.of(1) }]);
  useTrainedHere(null);
  // It was never loaded.
  await agentOf('greedy');
  expect(seen.disposed).toHaveLength(1);
});
