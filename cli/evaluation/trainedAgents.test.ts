import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeCheckpoint } from '../../src/nn';
import { checkpointDigest, partsFrom, trainedOn } from './trainedAgents';

describe('trained agents in a folder', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'dreamgraph-agents-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are none where there is no file', async () => {
    expect(trainedOn('dreamgraph', folder)).toBeNull();
    expect(checkpointDigest('dreamgraph', folder)).toBeNull();
    expect(await partsFrom(folder).loadAgent('dreamgraph')).toBeNull();
  });

  it('say what they were trained on', () => {
    const provenance = { datasets: [{ models: [{ name: 'resnet18' }, { name: 'mlp_mixer' }] }] };
    const bytes = writeCheckpoint(
      { kind: 'worldmodel/dreamgraph', about: { provenance }, arrays: [] },
      false,
    );
    writeFileSync(path.join(folder, 'dreamgraph.dgck'), bytes);
    expect(trainedOn('dreamgraph', folder)).toEqual({
      world: new Set(['resnet18', 'mlp_mixer']),
      agent: new Set(),
    });
    expect(checkpointDigest('dreamgraph', folder)).toBeNull();
  });

  it('have a digest once both files are there, which changes with them', () => {
    const policy = path.join(folder, 'dreamgraph.dgpo');
    writeFileSync(policy, 'a');
    const first = checkpointDigest('dreamgraph', folder);
    writeFileSync(policy, 'b');
    expect(first).toMatch(/^[0-9a-f]{8}$/);
    expect(checkpointDigest('dreamgraph', folder)).not.toBe(first);
  });
});
