import { CodedError } from '../../core';

interface Signature {
  readonly what: string;
  readonly at: number;
  readonly magic: readonly number[] | string;
}

const signatures: readonly Signature[] = [
  { what: 'a PNG image', at: 0, magic: '\x89PNG' },
  { what: 'a JPEG image', at: 0, magic: [0xff, 0xd8, 0xff] },
  { what: 'a GIF image', at: 0, magic: 'GIF8' },
  { what: 'a PDF document', at: 0, magic: '%PDF' },
  {
    what: 'a zip archive (PyTorch and Keras models, .npz files and zipped downloads look like this)',
    at: 0,
    magic: 'PK\x03\x04',
  },
  { what: 'a gzip archive', at: 0, magic: [0x1f, 0x8b] },
  { what: 'an xz archive', at: 0, magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { what: 'a 7-Zip archive', at: 0, magic: [0x37, 0x7a, 0xbc, 0xaf] },
  { what: 'a Zstandard archive', at: 0, magic: [0x28, 0xb5, 0x2f, 0xfd] },
  { what: 'an HDF5 file (a Keras model?)', at: 0, magic: '\x89HDF' },
  { what: 'a NumPy array', at: 0, magic: '\x93NUMPY' },
  { what: 'a Python pickle (a PyTorch checkpoint?)', at: 0, magic: [0x80, 0x02] },
  { what: 'a Python pickle', at: 0, magic: [0x80, 0x04] },
  { what: 'a GGUF model (llama.cpp)', at: 0, magic: 'GGUF' },
  { what: 'a RIFF file (audio, video or WebP)', at: 0, magic: 'RIFF' },
  { what: 'a WebAssembly module', at: 0, magic: '\0asm' },
  { what: 'an ELF program', at: 0, magic: '\x7fELF' },
  { what: 'a TensorFlow Lite model', at: 4, magic: 'TFL3' },
  {
    what: 'a model in ONNX Runtime’s own format (.ort), which keeps no ONNX graph: choose the .onnx file it was made from',
    at: 4,
    magic: 'ORTM',
  },
];

const matches = (bytes: Uint8Array, { at, magic }: Signature): boolean => {
  const codes = typeof magic === 'string' ? Array.from(magic, (c) => c.charCodeAt(0)) : magic;
  return codes.every((code, i) => bytes[at + i] === code);
};

/** safetensors: a 64-bit length, then that many bytes of JSON. */
function isSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < 10 || bytes[8] !== 0x7b) return false;
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  return length >= 2n && length <= BigInt(bytes.length);
}

/** Printable text only; ONNX files have control bytes among their first few. */
function isText(head: Uint8Array): boolean {
  return head.every((b) => b >= 0x20 || b === 0x09 || b === 0x0a || b === 0x0d);
}

/** What a file is when it is plainly not ONNX, in words that fit "The file is …"; null when it may be ONNX. */
function foreignFormat(bytes: Uint8Array): string | null {
  const known = signatures.find((signature) => matches(bytes, signature));
  if (known) return known.what;
  if (isSafetensors(bytes)) return 'a safetensors file: weights without a graph';
  const head = bytes.subarray(0, 512);
  if (head.every((b) => b === 0)) return 'nothing but zero bytes: an unfinished download?';
  if (!isText(head)) return null;
  const text = new TextDecoder().decode(head).trimStart().toLowerCase();
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) {
    return 'an HTML page: probably the download page instead of the model';
  }
  if (text.startsWith('<')) return 'an XML file';
  if (text.startsWith('{') || text.startsWith('[')) return 'a JSON file';
  return 'a text file';
}

/**
 * Refuses what is plainly not an ONNX model before anything is decoded.
 * @throws CodedError FILE_EMPTY, FILE_GIT_LFS, FILE_NOT_ONNX.
 */
export function sniff(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new CodedError('FILE_EMPTY', 'The file is empty.');
  const pointer = 'version https://git-lfs';
  if (matches(bytes, { what: '', at: 0, magic: pointer })) {
    throw new CodedError(
      'FILE_GIT_LFS',
      'The file is a Git LFS pointer of a few lines, not the model itself.',
    );
  }
  const what = foreignFormat(bytes);
  if (what !== null) throw new CodedError('FILE_NOT_ONNX', `The file is ${what}.`);
}
