import { AssertionError } from '../../core';
import type { Constant, TensorConstant } from '../constant';
import { type DType, dtypeNumbers } from '../dtype';
import { SparseSource } from '../onnx/sparse';
import { hashAttrs, type WeightsInHash } from './attrs';
import { Mixer } from './mixer';

const structural: ReadonlySet<DType> = new Set<DType>(['int64', 'bool', 'string']);

const wholeUpTo = 65_536;
const samples = 512;
const sampleBytes = 16;

const caches: Record<WeightsInHash, WeakMap<Constant, Int32Array>> = {
  identity: new WeakMap(),
  content: new WeakMap(),
  none: new WeakMap(),
};

function mixSample(mixer: Mixer, bytes: Uint8Array): void {
  const stride = Math.floor((bytes.length - sampleBytes) / (samples - 1));
  for (let i = 0; i < samples - 1; i++) mixer.bytes(bytes, i * stride, i * stride + sampleBytes);
  mixer.bytes(bytes, bytes.length - sampleBytes).integer(bytes.length);
}

function mixBytes(mixer: Mixer, bytes: Uint8Array, weights: WeightsInHash): void {
  if (weights === 'content' || bytes.length <= wholeUpTo) mixer.bytes(bytes);
  else mixSample(mixer, bytes);
}

function mixSource(mixer: Mixer, { source }: TensorConstant, weights: WeightsInHash): void {
  if (source instanceof SparseSource) {
    // Never its dense bytes: they may be a thousand times what the file holds.
    const { buffer, byteOffset, byteLength } = source.places;
    mixer.word(4);
    mixSource(mixer, source.values, weights);
    mixBytes(mixer, new Uint8Array(buffer, byteOffset, byteLength), weights);
    return;
  }
  switch (source.at) {
    case 'external':
      mixer.word(2).string(source.location).integer(source.offset);
      return;
    case 'strings':
      mixer.word(3).word(source.strings.length);
      for (const text of source.strings) mixer.bytes(text);
      return;
    default:
      mixer.word(1);
      mixBytes(mixer, source.at === 'bytes' ? source.bytes : source.read(), weights);
  }
}

const noBody = (): never => {
  throw new AssertionError('no operator over constants has a subgraph');
};

function compute(constant: Constant, weights: WeightsInHash): Int32Array {
  const mixer = new Mixer().word(constant.kind === 'tensor' ? 11 : 12).word(dtypeNumbers[constant.dtype]);
  mixer.word(constant.shape.length);
  for (const dim of constant.shape) mixer.integer(dim);
  if (constant.kind === 'applied') {
    mixer.string(constant.domain).string(constant.op).word(constant.output).word(constant.outputs);
    mixer.hash(hashAttrs(constant.attrs, weights, { constant: hashConstant, body: noBody }));
    for (const input of constant.inputs) {
      if (input === null) mixer.word(0);
      else mixer.hash(hashConstant(input, weights));
    }
  } else if (weights !== 'none' || structural.has(constant.dtype)) mixSource(mixer, constant, weights);
  return mixer.digest();
}

/** The hash of a constant, without its name; computed once for each constant. */
export function hashConstant(constant: Constant, weights: WeightsInHash): Int32Array {
  const cache = caches[weights];
  let hash = cache.get(constant);
  if (hash === undefined) {
    hash = compute(constant, weights);
    cache.set(constant, hash);
  }
  return hash;
}
