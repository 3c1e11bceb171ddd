import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AgentParts } from '../../src/agent/agentPlay';
import type { SearchParts } from '../../src/agent/registry';
import { CodedError } from '../../src/core';
import { readCheckpoint, startBackend } from '../../src/nn';
import { assembleAgent } from '../../src/workers/session/optimize/assembleAgent';

/** The checkpoints that ship with the app. */
export const shippedFolder = fileURLToPath(new URL('../../public/models', import.meta.url));

const filesOf = (name: string, folder: string) => ({
  world: path.join(folder, `${name}.dgck`),
  policy: path.join(folder, `${name}.dgpo`),
});

/** Read once in each process. */
const loaded = new Map<string, Promise<AgentParts>>();

/** Trained agents from files under Node; null where a file is missing. */
export function partsFrom(folder: string = shippedFolder): SearchParts {
  return {
    startNetworks,
    loadAgent: async (name) => {
      const { world, policy } = filesOf(name, folder);
      if (!existsSync(world) || !existsSync(policy)) return null;
      const known = loaded.get(world) ?? read(world, policy);
      loaded.set(world, known);
      return known;
    },
  };
}

async function read(world: string, policy: string): Promise<AgentParts> {
  await startNetworks();
  return assembleAgent(readFileSync(world), readFileSync(policy));
}

async function startNetworks(): Promise<void> {
  if (await startBackend('wasm')) return;
  if (await startBackend('cpu')) return;
  throw new CodedError('PROVIDER_UNAVAILABLE', 'no backend of tfjs starts here');
}

/** Eight digits that change with an agent's checkpoint; null where there is none. */
export function checkpointDigest(name: string, folder: string = shippedFolder): string | null {
  const { world, policy } = filesOf(name, folder);
  if (!existsSync(world) || !existsSync(policy)) return null;
  const hash = createHash('sha256').update(readFileSync(world)).update(readFileSync(policy));
  return hash.digest('hex').slice(0, 8);
}

/** Names of the models that a world model, and the agent that dreams in it, learned from. */
export interface TrainedOn {
  readonly world: ReadonlySet<string>;
  readonly agent: ReadonlySet<string>;
}

/** What a checkpoint was trained on; null where there is none or it does not say. */
export function trainedOn(name: string, folder: string = shippedFolder): TrainedOn | null {
  const { world, policy } = filesOf(name, folder);
  if (!existsSync(world)) return null;
  const { datasets } = provenanceOf(world, `worldmodel/${name}`);
  if (!Array.isArray(datasets)) return null;
  const names = datasets.flatMap((dataset: unknown) => {
    const models = isRecord(dataset) && Array.isArray(dataset.models) ? dataset.models : [];
    return models.flatMap((entry: unknown) => (isRecord(entry) ? [String(entry.name)] : []));
  });
  const { models, demonstrations, tunedOn } = existsSync(policy) ? provenanceOf(policy, 'agent/policy') : {};
  const own = [models, demonstrations, [tunedOn ?? []].flat()];
  return {
    world: new Set(names),
    agent: new Set(own.flatMap((list) => (Array.isArray(list) ? list.map(String) : []))),
  };
}

/** Read without building the network, which would need a backend of the network library. */
function provenanceOf(file: string, kind: string): Readonly<Record<string, unknown>> {
  const { about } = readCheckpoint(readFileSync(file), kind);
  return isRecord(about.provenance) ? about.provenance : {};
}

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;
