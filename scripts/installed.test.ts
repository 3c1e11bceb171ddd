import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const lock = JSON.stringify({ packages: { '': {}, 'node_modules/tsx': { version: '4.0.0' } } });
let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'dreamgraph-installed-'));
  mkdirSync(path.join(root, 'scripts'));
  for (const name of ['installed.mjs', 'node-version.mjs', 'setup.mjs'])
    copyFileSync(new URL(name, import.meta.url), path.join(root, 'scripts', name));
  writeFileSync(path.join(root, 'package-lock.json'), lock);
});

afterEach(() => rmSync(root, { recursive: true }));

const run = () => spawnSync(process.execPath, ['scripts/installed.mjs'], { cwd: root, encoding: 'utf8' });

describe('installed.mjs', () => {
  it('asks for an install in a fresh clone, on stderr', () => {
    const { status, stdout, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toContain('run npm ci first');
    expect(stdout).toBe('');
  });

  it('is silent where everything is there', () => {
    mkdirSync(path.join(root, 'node_modules'));
    writeFileSync(path.join(root, 'node_modules', '.package-lock.json'), lock);
    const { status, stdout, stderr } = run();
    expect(status).toBe(0);
    expect(stdout).toBe('');
    expect(stderr).not.toContain('npm ci');
  });
});
