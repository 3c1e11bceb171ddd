/** Tag of field 1 with a number: a model's version, or a dimension of a tensor. */
const FIRST = 0x08;
/** Tags of what may come next in a model, a text, a number or the graph; in a tensor comes the number of its type (0x10). */
const NEXT = [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a];

/**
 * Whether a protocol buffer, whose name says nothing, begins as an ONNX model does and no test tensor: both are written in the
 * order of their fields.
 */
export async function beginsAsModel(file: File): Promise<boolean> {
  const start = file.slice(0, 256);
  // A file that cannot be read is told of by what reads all of it.
  const bytes = new Uint8Array(await start.arrayBuffer().catch(() => new ArrayBuffer(0)));
  let at = 0;
  while (bytes[at] === FIRST) {
    at++;
    while ((bytes[at] ?? 0) >= 0x80) at++;
    at++;
  }
  return at > 0 && NEXT.includes(bytes[at] ?? 0);
}
