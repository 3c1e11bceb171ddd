import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isSupported } from './node-version.mjs';

interface Package {
  readonly engines: { readonly node: string };
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
const own: Package = read('package.json');
const { packages }: { readonly packages: Readonly<Record<string, Package>> } = read('package-lock.json');

const tools = ['@vitejs/plugin-react', 'dependency-cruiser', 'rolldown', 'vite', 'vitest'];

/** Whether a range of such parts as `^20.19.0`, `^22` and `>=24.0` takes a version. */
const takes = (range: string, [major = 0, minor = 0]: readonly number[]): boolean =>
  range.split('||').some((part) => {
    const [, sign, from, least = 0] = /^\s*(\^|>=)(\d+)(?:\.(\d+))?/.exec(part) ?? [];
    if (sign === undefined) throw new Error(`cannot read ${part}`);
    return (major === Number(from) && minor >= Number(least)) || (sign === '>=' && major > Number(from));
  });

const versions = [18, 19, 20, 21, 22, 23, 24, 25, 26].flatMap((major) =>
  [0, 4, 11, 12, 18, 19, 20].map((minor) => [major, minor]),
);
const supported = versions.filter((version) => isSupported(version.join('.')));

describe('isSupported', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0', '26.1.0'])('takes %s', (version) => {
    expect(isSupported(version)).toBe(true);
  });

  it.each(['18.20.8', '20.18.3', '21.7.3', '22.11.0', '23.11.1'])('refuses %s', (version) => {
    expect(isSupported(version)).toBe(false);
  });

  it('is what package.json and its lock file say', () => {
    expect(packages['']?.engines).toEqual(own.engines);
    expect(versions.filter((version) => takes(own.engines.node, version))).toEqual(supported);
  });

  it('is what all of the tools support', () => {
    const ranges = tools.map((tool) => packages[`node_modules/${tool}`]?.engines.node ?? 'none');
    expect(versions.filter((version) => ranges.every((range) => takes(range, version)))).toEqual(supported);
  });
});
