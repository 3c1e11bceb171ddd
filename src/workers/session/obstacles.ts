import { isPassable } from '../../bench/hostTensor';
import { CodedError } from '../../core';
import { newestOpset, type Value } from '../../graph';
import { oversized } from './oversized';
import { sizeText } from './sizeText';
import type { OpenModel } from './state';
import { typeText } from './typeText';
import { unknownOperators } from './unknownOperators';

/** Why a model cannot be timed, whatever the runtime would say to it: it can be explored then. None: it may be tried. */
export function obstaclesOf({ base, decoded }: Pick<OpenModel, 'base' | 'decoded'>): readonly CodedError[] {
  const found: CodedError[] = [];
  for (const id of base.inputs) {
    const value = base.value(id);
    const why = value.constant === null ? untimeable(value) : null;
    if (why !== null) found.push(new CodedError('INPUT_UNSUPPORTED', why, value.name));
  }
  const version = decoded.header.opsets.get('') ?? 0;
  if (version > newestOpset) {
    const message = `The model uses opset ${version}; this version knows up to ${newestOpset}.`;
    found.push(new CodedError('OPSET_FUTURE', message));
  } else {
    const [first, ...others] = unknownOperators(decoded);
    if (first !== undefined) {
      const more = others.length === 0 ? '' : `, nor ${others.length} other${others.length === 1 ? '' : 's'}`;
      const message = `onnxruntime-web has no operator ${first}${more}.`;
      found.push(new CodedError('RUNTIME_REFUSED', message, first));
    }
  }
  if (decoded.outputs.length === 0)
    found.push(new CodedError('RUNTIME_REFUSED', 'The model has no outputs, so it computes nothing.'));
  const strange = base.outputs.map((id) => base.value(id)).filter(isNoTensor);
  const [first] = strange;
  if (first !== undefined) {
    const others = base.outputs.map((id) => base.value(id)).filter((value) => !isNoTensor(value));
    const names = others.map(({ name }) => name).join(', ');
    const instead = names === '' ? '' : ` Keep other outputs alone: ${names}.`;
    const message = `Output ${first.name} is a ${first.type?.kind}, which cannot be compared here.${instead}`;
    found.push(new CodedError('RUNTIME_REFUSED', message, first.name));
  }
  const large = oversized(base);
  if (large !== null) {
    const { name, type } = large;
    const message = `The tensor "${name}" is ${typeText(type)}: it needs ${sizeText(large.bytes)}, and WebAssembly has 4 GB in all.`;
    found.push(new CodedError('RUNTIME_MEMORY', message, name));
  }
  return found;
}

const isNoTensor = ({ type }: Value): boolean => type !== null && type.kind !== 'tensor';

/** Why an input cannot be made up, in a sentence; null when it can. */
function untimeable({ name, type }: Value): string | null {
  if (type === null) return `Nothing is known of the type of input ${name}.`;
  if (type.kind !== 'tensor') return `Input ${name} is a ${type.kind}, which cannot be made up here.`;
  if (!isPassable(type.dtype)) {
    const contents = type.dtype === 'string' ? 'strings' : `numbers of type ${type.dtype}`;
    return `Input ${name} holds ${contents}, which cannot be made up here.`;
  }
  if (type.shape === null) return `Not even the number of dimensions of input ${name} is known.`;
  return null;
}
