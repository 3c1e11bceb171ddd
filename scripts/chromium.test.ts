import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, launchFlags } from './chromium.mjs';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dreamgraph-chromium-'));
  for (const name of ['google-chrome', 'mine']) {
    writeFileSync(path.join(folder, name), '#!/bin/sh\n');
    chmodSync(path.join(folder, name), 0o755);
  }
  writeFileSync(path.join(folder, 'chromium'), 'not a program');
  chmodSync(path.join(folder, 'chromium'), 0o644);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('findChromium', () => {
  it('prefers the one that was named', () => {
    const mine = path.join(folder, 'mine');
    expect(findChromium({ CHROMIUM_PATH: mine, PATH: folder })).toBe(mine);
  });

  it('says which path cannot be run', () => {
    expect(() => findChromium({ CHROMIUM_PATH: '/nowhere' })).toThrow('/nowhere');
  });

  it('takes the first on the PATH that can be run', () => {
    expect(findChromium({ PATH: folder })).toBe(path.join(folder, 'google-chrome'));
  });
});

describe('launchFlags', () => {
  it('offers WebGPU only where asked', () => {
    expect(launchFlags().join(' ')).not.toContain('webgpu');
    expect(launchFlags({ webgpu: 'software' })).toContain('--use-webgpu-adapter=swiftshader');
  });
});
