/**
 * Text that keeps every byte: where a file's string is not UTF-8, each stray byte b becomes the lone surrogate
 * U+DC00 + b (as in Python's PEP 383), which no valid UTF-8 decodes to, so that encoding gives the same bytes back.
 */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** True when the bytes are valid UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const isAscii = (bytes: Uint8Array): boolean => {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) >= 0x80) return false;
  return true;
};

export function decodeText(bytes: Uint8Array): string {
  // Names are short and ASCII; for those this is several times faster than a TextDecoder.
  if (bytes.length < 64 && isAscii(bytes)) {
    return String.fromCharCode.apply(null, bytes as unknown as number[]);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    return decodeEscaped(bytes);
  }
}

/** Length in bytes of the valid sequence that starts at `at`, or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (at + length > bytes.length || lead < 0xc2 || lead > 0xf4) return 0;
  return isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

function decodeEscaped(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    parts.push(
      length === 0
        ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0))
        : decoder.decode(bytes.subarray(at, at + length)),
    );
    at += Math.max(1, length);
  }
  return parts.join('');
}

/** Whether `encodeText` would give anything but plain UTF-8 (a cheap test that may say yes needlessly). */
export const mayHoldEscapes = (text: string): boolean => /[\udc80-\udcff]/.test(text);

export function encodeText(text: string): Uint8Array {
  if (!mayHoldEscapes(text)) return encoder.encode(text);
  const out: number[] = [];
  for (const symbol of text) {
    const code = symbol.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) out.push(code - 0xdc00);
    else out.push(...encoder.encode(symbol));
  }
  return Uint8Array.from(out);
}
