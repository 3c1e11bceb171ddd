import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../public/models/', import.meta.url);

interface Card {
  id: string;
  file: string;
  bytes: number;
  sha256: string;
  look: string;
  weights: 'inside' | 'missing';
  dims: Record<string, number>;
  inputs: { name: string; type: string; shape: (number | string)[] }[];
}

const { version, models }: { version: number; models: Card[] } = JSON.parse(
  readFileSync(new URL('gallery.json', folder), 'utf8'),
);

describe('the gallery', () => {
  it('lists exactly the models that are there', () => {
    expect(version).toBe(1);
    const files = readdirSync(folder).filter((name) => name.endsWith('.onnx'));
    expect(models.map(({ file }) => file).sort()).toEqual(files.sort());
  });

  it('holds the six models of the paper and at least six of other families', () => {
    const ids = models.map(({ id }) => id);
    const paper = ['squeezenet1_1', 'resnet18', 'resnet50', 'inception_v3', 'bert_base', 'vit_b_16'];
    expect(ids).toEqual(expect.arrayContaining(paper));
    expect(ids.length).toBeGreaterThanOrEqual(12);
  });

  it.each(models)('$id matches its card and is small', ({ file, bytes, sha256, weights }) => {
    const data = readFileSync(new URL(file, folder));
    expect(data.length).toBe(bytes);
    expect(createHash('sha256').update(data).digest('hex')).toBe(sha256);
    expect(data.length).toBeLessThanOrEqual(weights === 'inside' ? 60_000 : 300_000);
  });

  it.each(models)('$id has a default for every open dimension', ({ inputs, dims }) => {
    const open = inputs.flatMap(({ shape }) => shape.filter((dim) => typeof dim === 'string'));
    expect(Object.keys(dims).sort()).toEqual([...new Set(open)].sort());
  });
});
