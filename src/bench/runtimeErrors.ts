import { AssertionError, CodedError, type ErrorCode } from '../core';

const crash =
  /memory access out of bounds|unreachable|table index|null function|indirect call|call_indirect|Aborted\(|not of type GPU/i;
const memory =
  /out of memory|bad_alloc|failed to allocate|allocation failed|Array buffer allocation|could not grow|Cannot enlarge memory|std::length_error|SafeIntOnOverflow|shape is too large/i;
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
  const said = typeof thrown === 'number' ? `uncaught C++ exception at ${thrown}` : firstLines(text);
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

const firstLines = (text: string): string => {
  const line = text.trim().split('\n').slice(0, 3).join(' ');
  return line.length > 600 ? `${line.slice(0, 600)}…` : line;
};
