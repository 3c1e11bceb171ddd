import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findChromium,
  howToGetChromium,
  howToStartChromium,
  launchFlags,
  startTrouble,
  whyNotStarting,
} from './chromium.mjs';

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

describe('advice about a Chromium', () => {
  it('names the command that was run', () => {
    for (const advice of [howToGetChromium, howToStartChromium]) {
      expect(advice({ npm_lifecycle_event: 'optimize' })).toMatch(/ npm run optimize$/);
      expect(advice({ npm_lifecycle_event: 'test' })).toMatch(/ npm test$/);
      expect(advice({ npm_lifecycle_event: 'npx' })).not.toMatch(/npm (run|test)/);
      expect(advice({})).not.toMatch(/npm (run|test)/);
    }
  });

  it('names the download, and what the download lacks', () => {
    expect(howToGetChromium()).toContain('npx playwright install chromium');
    expect(howToStartChromium()).toContain('npx playwright install-deps chromium');
  });
});

describe('whyNotStarting', () => {
  it('tells of a program that ends at once', async () => {
    expect(await whyNotStarting(path.join(folder, 'mine'))).toMatch(/\S/);
  });

  it('finds the missing library in what Playwright says', () => {
    const missing = 'error while loading shared libraries: libnss3.so: cannot open shared object file';
    const said = `launch: closed\nBrowser logs:\n\n[pid=7][err] /c/chrome: ${missing}\n`;
    expect(startTrouble(new Error(said))).toBe(missing);
    expect(startTrouble(new Error('launch: closed\nBrowser logs:'))).toBe('launch: closed');
  });
});

describe('launchFlags', () => {
  it('offers WebGPU only where asked', () => {
    expect(launchFlags().join(' ')).not.toContain('webgpu');
    expect(launchFlags({ webgpu: 'software' })).toContain('--use-webgpu-adapter=swiftshader');
    expect(launchFlags({ webgpu: 'hardware' }).join(' ')).not.toContain('swiftshader');
  });
});
