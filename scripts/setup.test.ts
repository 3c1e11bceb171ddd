import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuilt, isInstalled } from './setup.mjs';

let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'dreamgraph-setup-'));
});

afterEach(() => rmSync(root, { recursive: true }));

/** Writes a file and its folders; `age` is in seconds before now. */
function put(name: string, text: string, age = 0) {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  const when = Date.now() / 1000 - age;
  utimesSync(file, when, when);
  utimesSync(path.dirname(file), when, when);
}

describe('isInstalled', () => {
  const lock = (packages: object) => JSON.stringify({ packages: { '': {}, ...packages } });

  it('is false in a fresh clone', () => {
    put('package-lock.json', lock({ 'node_modules/vite': { version: '8.0.0' } }));
    expect(isInstalled(root)).toBe(false);
  });

  it('compares versions, and lets optional packages be absent', () => {
    const other = { 'node_modules/only-on-mac': { version: '1.0.0', optional: true } };
    put('package-lock.json', lock({ 'node_modules/vite': { version: '8.0.0' }, ...other }));
    put('node_modules/.package-lock.json', lock({ 'node_modules/vite': { version: '8.0.0' } }));
    expect(isInstalled(root)).toBe(true);
    put('node_modules/.package-lock.json', lock({ 'node_modules/vite': { version: '7.9.0' } }));
    expect(isInstalled(root)).toBe(false);
  });
});

describe('isBuilt', () => {
  it('wants a build newer than every source', () => {
    put('src/app/main.tsx', '', 60);
    expect(isBuilt(root)).toBe(false);
    put('dist/index.html', '', 30);
    utimesSync(path.join(root, 'src'), Date.now() / 1000 - 60, Date.now() / 1000 - 60);
    expect(isBuilt(root)).toBe(true);
    put('src/app/main.tsx', 'changed', 0);
    expect(isBuilt(root)).toBe(false);
  });
});
