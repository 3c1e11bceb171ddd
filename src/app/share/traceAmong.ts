/** What the file of a model is called. */
const isModelName = ({ name }: File): boolean => /\.(onnx|ort|pb)$/i.test(name);

/**
 * The trace among files that came together; undefined: there is none. JSON may be one too, unless a model is with it, which
 * configurations and vocabularies of that ending lie beside.
 */
export function traceAmong(files: readonly File[]): File | undefined {
  const trace = files.find(({ name }) => /\.dreamtrace$/i.test(name));
  if (trace !== undefined || files.some(isModelName)) return trace;
  return files.find(({ name }) => /\.json$/i.test(name));
}
