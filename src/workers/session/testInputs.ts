import type { HostTensor } from '../../bench';
import { CodedError } from '../../core';
import { type Graph, parseTestTensor } from '../../graph';
import { shapeText, typeText } from './typeText';

/** The person's own inputs, by name. */
export type TestInputs = ReadonlyMap<string, HostTensor>;

/**
 * Reads .npy and TensorProto .pb files as inputs: by the tensor's or the file's name where an input has it, else in the
 * order of the inputs (`input_0.pb`, as in ONNX's own tests).
 * @throws CodedError INPUT_BAD_TENSOR when a file is no tensor or fits no input.
 */
export async function readTestInputs(files: readonly File[], graph: Graph): Promise<TestInputs> {
  const open = graph.inputs.map((id) => graph.value(id)).filter((value) => value.constant === null);
  const found = new Map<string, HostTensor>();
  const sorted = [...files].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  for (const file of sorted) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const stem = file.name.replace(/\.(npy|pb)$/i, '');
    const tensor = parseTestTensor(bytes);
    const name = tensor.name === '' ? stem : tensor.name;
    const numbered = /^input_(\d+)$/.exec(stem)?.[1];
    const input =
      open.find((value) => value.name === name || value.name === stem) ??
      (numbered === undefined ? undefined : open[Number(numbered)]) ??
      open.find((value) => !found.has(value.name));
    const type = input?.type;
    if (input === undefined || type?.kind !== 'tensor') {
      throw new CodedError('INPUT_BAD_TENSOR', `${file.name} fits no input of the model.`, file.name);
    }
    const { dtype, shape } = tensor;
    const fits =
      type.dtype === dtype &&
      (type.shape === null || type.shape.every((d, i) => typeof d === 'string' || d === shape[i]));
    if (!fits || (type.shape !== null && type.shape.length !== shape.length)) {
      const got = `${dtype} ${shapeText(shape)}`;
      throw new CodedError(
        'INPUT_BAD_TENSOR',
        `${file.name} is ${got}, but ${input.name} is ${typeText(type)}.`,
        file.name,
      );
    }
    found.set(input.name, tensor);
  }
  return found;
}
