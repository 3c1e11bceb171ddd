import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { CodedError } from '../../src/core';

/** One set of test inputs and the outputs that belong to them, as paths in the order of the model's own. */
export interface TestSet {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** One model below the folder. */
export interface Case {
  /** Relative to the folder. */
  readonly file: string;
  readonly path: string;
  readonly sets: readonly TestSet[];
}

const numbered = (folder: string, pattern: RegExp): string[] =>
  readdirSync(folder)
    .flatMap((name) => {
      const number = pattern.exec(name)?.[1];
      return number === undefined ? [] : [{ name, number: Number(number) }];
    })
    .sort((a, b) => a.number - b.number)
    .map(({ name }) => join(folder, name));

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Test tensors beside a model: `test_data_set_N/{input,output}_N.pb`, or, for a model that shares its folder,
 * `<model>_{input,output}_N.pb`.
 */
function setsOf(path: string): TestSet[] {
  const folder = dirname(path);
  const sets = readdirSync(folder)
    .filter((name) => name.startsWith('test_data_set_') && statSync(join(folder, name)).isDirectory())
    .sort()
    .map((name) => ({
      inputs: numbered(join(folder, name), /^input_(\d+)\.pb$/),
      outputs: numbered(join(folder, name), /^output_(\d+)\.pb$/),
    }));
  const alone = readdirSync(folder).filter((name) => name.endsWith('.onnx')).length === 1;
  if (sets.length > 0) return alone ? sets : [];
  const stem = escaped(basename(path, '.onnx'));
  const outputs = numbered(folder, new RegExp(`^${stem}_output_(\\d+)\\.pb$`));
  const inputs = numbered(folder, new RegExp(`^${stem}_input_(\\d+)\\.pb$`));
  return outputs.length > 0 ? [{ inputs, outputs }] : [];
}

/** Every model below a folder, in a stable order. @throws CodedError USAGE when there is none. */
export function casesBelow(folder: string): Case[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new CodedError('USAGE', `There is no folder ${folder}.`, folder);
  }
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.onnx'))
    .map((file) => join(folder, file))
    .filter((path) => statSync(path).isFile())
    .sort();
  if (paths.length === 0) throw new CodedError('USAGE', `There is no .onnx file below ${folder}.`, folder);
  return paths.map((path) => ({ file: relative(folder, path), path, sets: setsOf(path) }));
}
