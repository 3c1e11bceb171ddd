import type { OpenedModel } from '../../workers/session/protocol';

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** Names that files of weights have; one without an ending may hold anything. */
const isWeightsName = (name: string): boolean =>
  /\.(bin|data|dat|weights?|onnx_data\w*)$/i.test(name) || !name.includes('.');

/**
 * Files that are weights of the open model, those that are to take the place of others included; null: they are something
 * else. Where one file is missing and one is given, it may have another name than the model has for it.
 */
export function weightsAmong(
  files: readonly File[],
  model: Pick<OpenedModel, 'weightFiles' | 'missingFiles'>,
): readonly File[] | null {
  const known = new Set(model.weightFiles.map(baseName));
  if (files.length > 0 && files.every(({ name }) => known.has(baseName(name)))) return files;
  const [file, ...others] = files;
  const [missing, ...more] = model.missingFiles;
  if (file === undefined || missing === undefined || others.length > 0 || more.length > 0) return null;
  return isWeightsName(file.name) ? [new File([file], baseName(missing))] : null;
}
