/**
 * Everything a user, a file, a browser or a runtime can cause. The code is stable (tests, links and reports quote it);
 * the advice says what to do. Append, never renumber.
 */
const catalogue = {
  FILE_EMPTY: 'Choose a file that is not empty; if it was downloaded, download it again.',
  FILE_NOT_ONNX:
    'Choose an ONNX model (usually *.onnx). Models of other frameworks are exported to ONNX first.',
  FILE_GIT_LFS:
    'This is a Git LFS pointer, not the model: run "git lfs pull" where it came from and choose the real file.',
  FILE_TOO_LARGE:
    'Save the model with external data (weights beside it), so that no single file has 2 GB or more.',
  FILE_TRUNCATED: 'The file ends too early: download or export it again.',
  MODEL_MALFORMED: 'The file is not a well-formed ONNX protocol buffer: export it again.',
  MODEL_NO_GRAPH: 'The file holds no graph: export the model again.',
  MODEL_LIMIT: 'The file asks for more than any real model needs; it is probably damaged.',
  GRAPH_CYCLE: 'A graph must not contain a cycle: export the model again.',
  GRAPH_DUPLICATE_NAME: 'Each value must be produced once: export the model again.',
  GRAPH_MISSING_INPUT: 'Every input of a node must be produced by something: export the model again.',
  GRAPH_BAD_INITIALIZER: 'The bytes of an initializer must match its shape: export the model again.',
  GRAPH_BAD_TYPE:
    'An operator got a type or shape that its specification does not allow: check the exporter.',
  OPSET_FUTURE: 'This opset is newer than this version knows: it can be explored, not optimized.',
  DIMS_NEEDED: 'Give every dynamic dimension a value.',
  DIMS_UNKNOWN: 'Use the names of dynamic dimensions that the model lists.',
  OUTPUT_UNKNOWN: 'Use the names of outputs that the model lists.',
  WEIGHTS_MISSING:
    'Drop the weights file beside the model, or accept seeded random weights for timing only (--random-weights).',
  WEIGHTS_MISMATCH:
    'The external data file is shorter than the model says: choose the file that belongs to it.',
  INPUT_UNSUPPORTED:
    'Only inputs that are tensors of numbers with a known number of dimensions can be timed here; the model can still be explored.',
  INPUT_BAD_TENSOR:
    'Drop test inputs as .npy or TensorProto .pb files whose names or order match the inputs.',
  RUNTIME_REFUSED: 'onnxruntime-web cannot run this model; it can still be explored.',
  RUNTIME_CRASHED:
    'onnxruntime-web crashed on this model; a fresh one was started. It can still be explored.',
  RUNTIME_TIMEOUT:
    'The run took longer than its time limit and was ended; raise the limit or choose a smaller size.',
  RUNTIME_MEMORY: 'The model needs more memory than the runtime can have: choose smaller dimensions.',
  RUNTIME_UNAVAILABLE: 'Use a browser with WebAssembly SIMD.',
  PROVIDER_UNAVAILABLE: 'This browser does not offer the chosen provider here: choose WASM.',
  DEVICE_LOST: 'The GPU went away; measure again, or choose WASM.',
  MACHINE_NOISY: 'The machine is too busy to measure: close other programs and measure again.',
  PAGE_HIDDEN: 'Keep the page visible while it measures.',
  NOT_EQUIVALENT: 'The rewritten model did not compute the same, so it was rejected; please report the rule.',
  NETWORK: 'Check the address and that its server allows this page to read it (CORS).',
  BUSY: 'Stop the optimization first.',
  STOPPED: 'Stopped on request; the best result so far is kept.',
  WORKER_FAILED: 'A background worker failed and was replaced; try again.',
  TRACE_MALFORMED: 'Ask its sender for a new one.',
  TRACE_FOREIGN:
    'It was made by a later version of this page: reload the page to get the newest, or open it where it was made.',
  TRACE_OTHER_MODEL:
    'Choose the very file that the trace was made with; close the trace to open another model.',
  DATASET_REJECTED: 'Record the dataset again with this version.',
  CHECKPOINT_REJECTED: 'Use the checkpoint that belongs to this version.',
  BACKEND_LOST: 'Save the checkpoint, reload the page, and open the checkpoint to go on from there.',
  USAGE: 'See --help.',
  ADDRESS_REDIRECTED:
    'Open it in a tab of its own and use the address that it leads to, or save the file and drop it here.',
  ADDRESS_INSECURE: 'Use its https address, or save the file and drop it here.',
  NOTHING_TO_REWRITE:
    'The model can be explored; open another one to dream of its rewrites or to learn from them.',
  TRAINING_DIVERGED:
    'Going on would come to the same again: begin with another seed, or with another checkpoint.',
  STATE_GONE: 'It was left behind meanwhile: go on from what the page shows now.',
  TRACE_UNSHAREABLE: 'Download the model instead: it holds what the rewrites did.',
  PAGE_FAILED: 'What is open is still there: try again, and download it before you reload the page.',
  FILE_UNWRITABLE: 'Look at its rights and at the room that is left there, or give another path.',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof catalogue;

/** A failure as plain data, for crossing a worker's border. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  readonly advice: string;
  /** The node, value or file it is about, when there is one. */
  readonly subject: string | null;
}

/** A failure that somebody outside the code can cause; `message` says what happened, `advice` what to do. */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  readonly advice: string;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly subject: string | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.advice = catalogue[code];
  }

  toData(): ErrorData {
    return { code: this.code, message: this.message, advice: this.advice, subject: this.subject };
  }

  static fromData(data: ErrorData): CodedError {
    return new CodedError(data.code, data.message, data.subject);
  }
}

/** Any thrown thing as data; what is not coded is reported under `fallback` with its own message. */
export function toErrorData(thrown: unknown, fallback: ErrorCode): ErrorData {
  if (thrown instanceof CodedError) return thrown.toData();
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new CodedError(fallback, message).toData();
}
