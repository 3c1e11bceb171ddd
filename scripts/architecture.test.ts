import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(`${root}docs/architecture.md`, 'utf8');

interface Rule {
  readonly name: string;
  readonly to: { readonly pathNot?: string };
}

/** Room → the rooms it may import, as dependency-cruiser enforces it. */
function enforced(): Map<string, string[]> {
  const { forbidden } = createRequire(import.meta.url)(`${root}.dependency-cruiser.cjs`) as {
    forbidden: readonly Rule[];
  };
  return new Map(
    forbidden
      .filter(({ name }) => name.endsWith('-imports-downward'))
      .map(({ name, to }) => {
        const room = name.slice(0, -'-imports-downward'.length);
        const allowed = /\((.*)\)/.exec(to.pathNot ?? '')?.[1]?.split('|') ?? [];
        return [room, allowed.filter((other) => other !== room).sort()];
      }),
  );
}

/** The same, as the page says it. */
function told(): Map<string, string[]> {
  const lines = [...page.matchAll(/^(\w+) +→ ?(.*)$/gm)];
  return new Map(lines.map(([, room = '', list = '']) => [room, list === '' ? [] : list.split(', ').sort()]));
}

const folders = [...page.matchAll(/^\| `([\w/.-]+)` \|/gm)].map(([, name = '']) => name);

describe('docs/architecture.md', () => {
  it('tells the layering that is enforced', () => {
    expect(Object.fromEntries(told())).toEqual(Object.fromEntries(enforced()));
  });

  it('names folders that exist', () => {
    expect(folders.length).toBeGreaterThan(20);
    expect(folders.filter((name) => !existsSync(root + name))).toEqual([]);
  });

  it('leaves no room, worker or part of the page out', () => {
    const present = ['src', 'src/workers', 'src/app'].flatMap((parent) =>
      readdirSync(root + parent)
        .map((name) => `${parent}/${name}`)
        .filter((name) => statSync(root + name).isDirectory()),
    );
    const grouped = new Set(['src/workers', 'src/app', 'src/app/styles']);
    expect(present.filter((name) => !grouped.has(name) && !folders.includes(name))).toEqual([]);
  });

  it('draws every worker', () => {
    const drawn = [...page.matchAll(/\w+\[(\w+) worker/g)].map(([, name]) =>
      name === 'service' ? 'offline' : name,
    );
    const workers = readdirSync(`${root}src/workers`).filter((name) =>
      statSync(`${root}src/workers/${name}`).isDirectory(),
    );
    expect(drawn.sort()).toEqual(workers.sort());
  });
});
