import { CodedError } from '../core';
import { type Constant, elementCount, type TensorConstant } from './constant';
import { storageBytes } from './dtype';
import type { Graph } from './graph';
import { randomWeights } from './randomWeights';
import { type Role, roleByName, rolesIn } from './weightRoles';

export interface WeightStoreOptions {
  /** Files beside the model by name; Blobs are read piece by piece, when a weight is needed. */
  readonly files: ReadonlyMap<string, Blob | Uint8Array>;
  /** Stands in for weights whose file is not there; null: such weights are an error. */
  readonly randomSeed: number | null;
  /** Shows what each weight is for (a variance must be positive), which makes random ones sensible. */
  readonly graph?: Graph;
}

/** Gives the bytes of stored constants, wherever they are. */
export interface WeightStore {
  /**
   * Locations of external data that `graph` names and no file matches, in order of appearance; files of one name in several
   * folders are matched by their whole path alone.
   */
  missing(graph: Graph): string[];
  /**
   * Whether every weight lies inside the file that it is in, as far as files are here, and each file is one that the model
   * means. @throws CodedError WEIGHTS_MISMATCH, WEIGHTS_MISSING.
   */
  check(graph: Graph): void;
  /**
   * Makes the bytes of these constants, and of those that applied ones are computed from, available to `bytesOf`.
   * @throws CodedError WEIGHTS_MISSING, WEIGHTS_MISMATCH.
   */
  load(constants: Iterable<Constant>): Promise<void>;
  /** The bytes in raw layout; null while an external one is not loaded, and for strings. */
  bytesOf(constant: TensorConstant): Uint8Array | null;
  /** Drops what was loaded or made; it can be loaded again. */
  release(): void;
}

/** Every stored constant of a graph, of the graphs inside it and of its functions, those under applied ones included. */
export function* tensorsOf(graph: Graph): Generator<TensorConstant> {
  yield* tensorsIn(graph);
  for (const { body } of graph.header.functions.values()) yield* tensorsIn(body);
}

/** `tensorsOf` without functions, which the graphs inside a graph share with it. */
function* tensorsIn(graph: Graph): Generator<TensorConstant> {
  for (const value of graph.values()) if (value.constant !== null) yield* leavesOf(value.constant);
  for (const node of graph.nodes()) {
    for (const attr of node.attrs.values()) {
      if (attr.kind === 'tensor') yield* leavesOf(attr.value);
      else if (attr.kind === 'tensors') for (const inner of attr.value) yield* leavesOf(inner);
      else if (attr.kind === 'graph') yield* tensorsIn(attr.value);
      else if (attr.kind === 'graphs') for (const inner of attr.value) yield* tensorsIn(inner);
    }
  }
}

/** The stored constants that a constant is made of. */
export function leavesOf(constant: Constant): readonly TensorConstant[] {
  const leaves: TensorConstant[] = [];
  const seen = new Set<Constant>();
  const stack: Constant[] = [constant];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (seen.has(top)) continue;
    seen.add(top);
    if (top.kind === 'tensor') leaves.push(top);
    else for (const input of top.inputs) if (input !== null) stack.push(input);
  }
  return leaves;
}

export function createWeightStore(options: WeightStoreOptions): WeightStore {
  const { files, randomSeed, graph } = options;
  const roles: ReadonlyMap<Constant, Role> = graph === undefined ? new Map() : rolesIn(graph);
  let ready = new WeakMap<TensorConstant, Uint8Array>();
  /** Where the graphs that were asked about have their data, by the name of the file alone. */
  const places = new Map<string, Set<string>>();

  const look = (of: Graph): void => {
    for (const { source } of tensorsOf(of)) {
      if (source.at !== 'external') continue;
      const base = baseName(source.location);
      places.set(base, (places.get(base) ?? new Set<string>()).add(wholePath(source.location)));
    }
  };
  if (graph !== undefined) look(graph);

  /** Models name their data by a path; files dropped in a browser have only a name, which may stand for several of them. */
  const fileFor = (location: string): Blob | Uint8Array | null => {
    const exact = files.get(location) ?? files.get(wholePath(location));
    if (exact !== undefined) return exact;
    const base = baseName(location);
    return (places.get(base)?.size ?? 0) > 1 ? null : (files.get(base) ?? null);
  };

  /** @throws CodedError where a file's name stands for several of the model's. */
  const refuseUnclear = (): void => {
    for (const [base, paths] of places) {
      if (paths.size < 2 || paths.has(base) || !files.has(base)) continue;
      throw new CodedError(
        'WEIGHTS_MISSING',
        `The model has weights in several files named ${base} (${[...paths].join(', ')}), and a file that is dropped does not say which of them it is. Save the model with all its weights in one file.`,
        base,
      );
    }
  };

  const random = (constant: TensorConstant, seed: number): Uint8Array => {
    const bytes = randomWeights(constant, seed, roles.get(constant) ?? roleByName(constant));
    ready.set(constant, bytes);
    return bytes;
  };

  /** Where in its file an external tensor is. */
  const extent = (constant: TensorConstant, fileSize: number): { start: number; end: number } => {
    const { source } = constant;
    if (source.at !== 'external') return { start: 0, end: 0 };
    const size = storageBytes(constant.dtype, elementCount(constant.shape));
    const end = source.offset + size;
    if (source.length !== null && source.length !== size) {
      throw mismatch(constant, `has ${source.length} bytes where its shape needs ${size}`);
    }
    if (end > fileSize) {
      throw mismatch(constant, `ends at byte ${end} of ${source.location}, which has only ${fileSize} bytes`);
    }
    return { start: source.offset, end };
  };

  const loadOne = async (constant: TensorConstant): Promise<void> => {
    const { source } = constant;
    if (source.at !== 'external' || ready.has(constant)) return;
    const file = fileFor(source.location);
    if (file instanceof Blob) {
      const { start, end } = extent(constant, file.size);
      ready.set(constant, new Uint8Array(await file.slice(start, end).arrayBuffer()));
    } else if (file !== null) {
      const { start, end } = extent(constant, file.length);
      ready.set(constant, file.subarray(start, end));
    } else if (randomSeed !== null) random(constant, randomSeed);
    else {
      throw new CodedError(
        'WEIGHTS_MISSING',
        `The weights in ${source.location} are not here.`,
        source.location,
      );
    }
  };

  return {
    missing: (of) => {
      look(of);
      const locations = new Set<string>();
      for (const { source } of tensorsOf(of)) if (source.at === 'external') locations.add(source.location);
      return [...locations].filter((location) => fileFor(location) === null);
    },
    check: (of) => {
      look(of);
      refuseUnclear();
      for (const constant of tensorsOf(of)) {
        const file = constant.source.at === 'external' ? fileFor(constant.source.location) : null;
        if (file !== null) extent(constant, file instanceof Blob ? file.size : file.length);
      }
    },
    load: async (constants) => {
      for (const constant of constants) for (const leaf of leavesOf(constant)) await loadOne(leaf);
    },
    bytesOf: (constant) => {
      const { source } = constant;
      if (source.at === 'bytes') return source.bytes;
      if (source.at === 'lazy') return source.read();
      if (source.at === 'strings') return null;
      const found = ready.get(constant);
      if (found !== undefined) return found;
      const file = fileFor(source.location);
      if (file instanceof Uint8Array) {
        const { start, end } = extent(constant, file.length);
        return file.subarray(start, end);
      }
      return file === null && randomSeed !== null ? random(constant, randomSeed) : null;
    },
    release: () => {
      ready = new WeakMap();
    },
  };
}

const mismatch = (constant: TensorConstant, reason: string): CodedError =>
  new CodedError('WEIGHTS_MISMATCH', `The weight "${constant.name}" ${reason}.`, constant.name);

const baseName = (location: string): string => location.split(/[\\/]/).at(-1) ?? location;

/** A path as a key: with one kind of slash, and without the dot that stands for the model's own folder. */
const wholePath = (location: string): string => location.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
