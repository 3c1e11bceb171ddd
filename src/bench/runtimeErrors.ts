import { AssertionError, CodedError, type ErrorCode } from '../core';

const crash =
  /memory access out of bounds|unreachable|table index|null function|indirect call|call_indirect|Aborted\(|not of type GPU/i;
const memory =
  /out of memory|bad_alloc|failed to allocate|allocation failed|Array buffer allocation|Invalid (?:typed )?array length|could not grow|Cannot enlarge memory|std::length_error|SafeIntOnOverflow|shape is too large/i;
const lost =
  /device (is |was )?lost|device.{0,40}lost|DXGI_ERROR_DEVICE|external Instance reference no longer exists/i;
const unavailable =
  /no available backend|Failed to get GPU adapter|requestAdapter|WebGPU is not (supported|available)|failed to get gpu|GPU device/i;

/** Which kind of failure a thrown thing of onnxruntime-web is; `during` ends "failed while …". Our bugs pass through. */
export function classifyRuntimeError(thrown: unknown, during: string): Error {
  if (thrown instanceof CodedError || thrown instanceof AssertionError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const code = codeOf(thrown, text);
  // Emscripten throws a bare pointer where a C++ exception has nowhere to go.
  const said = typeof thrown === 'number' ? `uncaught C++ exception at ${thrown}` : inShort(text);
  return new CodedError(code, `onnxruntime-web failed while ${during}: ${said}`, null, { cause: thrown });
}

function codeOf(thrown: unknown, text: string): ErrorCode {
  if (memory.test(text)) return 'RUNTIME_MEMORY';
  if (crash.test(text) || typeof thrown === 'number') return 'RUNTIME_CRASHED';
  if (typeof WebAssembly === 'object' && thrown instanceof WebAssembly.RuntimeError) return 'RUNTIME_CRASHED';
  if (lost.test(text)) return 'DEVICE_LOST';
  if (unavailable.test(text)) return 'PROVIDER_UNAVAILABLE';
  return 'RUNTIME_REFUSED';
}

const longest = 200;

/** What the runtime said, in one line a person can read: without its codes, its source files and its C++ signatures. */
function inShort(text: string): string {
  const line = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^(Can't create a session\.|failed to call OrtRun\(\)\.) /i, '')
    .replace(/ERROR_CODE: \d+, ERROR_MESSAGE: /g, '');
  const at = /(?:^| )(?:\S*[\\/])?([\w.-]+\.(?:cc|cpp|h|hpp)):\d+ /.exec(line);
  if (at === null) return cut(line);
  const before = line.slice(0, at.index);
  const rest = line.slice(at.index + at[0].length);
  // "… <condition> was false. <what is wrong>"; without that, where it was says more than the signature.
  const reason = / was false\.\s*(.+)$/.exec(rest)?.[1] ?? `a check in ${at[1]} failed`;
  return cut(`${before} ${reason}`.trim());
}

const cut = (line: string): string => (line.length > longest ? `${line.slice(0, longest).trimEnd()}…` : line);
