import { CodedError } from '../core';

const CHECKSUM_BYTES = 4;

/** Bytes with their checksum behind them: it tells damage, not forgery. */
export function seal(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes.length + CHECKSUM_BYTES);
  whole.set(bytes);
  new DataView(whole.buffer).setUint32(bytes.length, crc32(bytes));
  return whole;
}

/** What was sealed. @throws CodedError TRACE_MALFORMED where a byte has changed since. */
export function unseal(whole: Uint8Array): Uint8Array {
  const length = Math.max(0, whole.length - CHECKSUM_BYTES);
  const bytes = whole.subarray(0, length);
  const said = new DataView(whole.buffer, whole.byteOffset + length, whole.length - length);
  if (said.byteLength < CHECKSUM_BYTES || said.getUint32(0) !== crc32(bytes))
    throw new CodedError('TRACE_MALFORMED', 'The trace is damaged: its checksum is another.');
  return bytes;
}

/** The CRC-32 of IEEE 802.3, as zip files and PNGs have it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
