import { must } from '../../core';
import type { AppliedConstant, Constant, TensorConstant } from '../constant';
import type { Value } from '../types';
import { encodeAttrs } from './encodeAttrs';
import type { GraphWriter } from './encodeGraph';
import { origin } from './extra';
import type { Message } from './schema';
import { tensorProto } from './tensor';

/** One operator over constants, which several applied constants may be outputs of. */
interface Application {
  readonly constant: AppliedConstant;
  readonly outputs: string[];
}

/** Writes a graph's initializers, and constant expressions that could not be computed as nodes over them. */
export class ConstantWriter {
  readonly tensors: Message<'TensorProto'>[] = [];
  readonly sparse: Message<'SparseTensorProto'>[] = [];
  /** Nodes that compute what `resolve` did not, in topological order. */
  readonly nodes: Message<'NodeProto'>[] = [];
  private readonly named = new Map<Constant, string>();
  /** Initializers that are announced and not yet written. */
  private readonly pending = new Map<Constant, Value>();
  private readonly doubles: (readonly [Value, string])[] = [];
  /** Applications by the identity of their inputs, so that all outputs of a Split come from one node. */
  private readonly applied = new Map<AppliedConstant['inputs'], Application[]>();

  constructor(private readonly writer: GraphWriter) {}

  /** Names an initializer, so that expressions refer to it wherever it is written. */
  announce(value: Value, name: string): void {
    const { constant } = value;
    if (constant === null) return;
    if (this.named.has(constant)) {
      this.doubles.push([value, name]);
      return;
    }
    this.named.set(constant, name);
    this.pending.set(constant, value);
  }

  /** Writes every announced initializer, and what their expressions need, once. */
  writeAll(): void {
    for (const constant of [...this.pending.keys()]) this.nameOf(constant);
    for (const [value, name] of this.doubles) this.write(value, name);
  }

  private write(value: Value, name: string): void {
    const { constant } = value;
    if (constant === null) return;
    const from = origin(value.extra, 'value');
    const original = from !== null && from.constant === constant ? from : null;
    if (constant.kind === 'applied') {
      this.writeApplied(constant, name);
      return;
    }
    const bytes = this.loaded(constant);
    if (original?.sparse && original.sparse.values?.name === name) this.sparse.push(original.sparse);
    else if (original?.tensor) {
      const kept = (original.tensor.name ?? '') === name ? original.tensor : { ...original.tensor, name };
      this.tensors.push(bytes === null ? kept : { ...kept, ...inFile(bytes) });
    } else this.tensors.push(tensorProto(constant, name, bytes));
  }

  private nameOf(constant: Constant): string {
    const found = this.named.get(constant);
    const announced = this.pending.get(constant);
    if (found !== undefined) {
      this.pending.delete(constant);
      if (announced !== undefined) this.write(announced, found);
      return found;
    }
    const hint = constant.kind === 'applied' ? constant.op : constant.name || 'constant';
    const name = this.writer.fresh.claim(hint);
    this.named.set(constant, name);
    if (constant.kind === 'applied') this.writeApplied(constant, name);
    else this.tensors.push(tensorProto(constant, name, this.loaded(constant)));
    return name;
  }

  /** The bytes of an external tensor, where they are at hand. */
  private loaded(constant: TensorConstant): Uint8Array | null {
    return constant.source.at === 'external' ? this.writer.options.resolve(constant) : null;
  }

  private writeApplied(constant: AppliedConstant, name: string): void {
    const bytes = this.writer.options.resolve(constant);
    if (bytes === null) this.apply(constant, name);
    else this.tensors.push(literal(constant, name, bytes));
  }

  /** Emits the node that computes `constant` and names that output `name`; recursion is as deep as the expression. */
  private apply(constant: AppliedConstant, name: string): void {
    const { fresh, domains } = this.writer;
    const twins = this.applied.get(constant.inputs) ?? [];
    const twin = twins.find(
      (other) =>
        other.constant.op === constant.op &&
        other.constant.domain === constant.domain &&
        other.constant.attrs === constant.attrs &&
        other.constant.outputs === constant.outputs,
    );
    if (twin !== undefined) {
      // The node is there already, its outputs under names of their own: an Identity gives this one its name.
      const from = must(twin.outputs[constant.output], 'an output of the application');
      this.nodes.push({ op_type: 'Identity', input: [from], output: [name] });
      return;
    }
    const input = constant.inputs.map((each) => (each === null ? '' : this.nameOf(each)));
    const output = Array.from({ length: constant.outputs }, (_, i) =>
      i === constant.output ? name : fresh.claim(`${constant.op}_output_${i}`),
    );
    this.applied.set(constant.inputs, [...twins, { constant, outputs: output }]);
    domains.add(constant.domain);
    this.nodes.push({
      op_type: constant.op,
      ...(constant.domain === '' ? {} : { domain: constant.domain }),
      input,
      output,
      attribute: encodeAttrs(constant.attrs, undefined, [], this.writer),
    });
  }
}

/** The fields that put a tensor's data into the file. */
const inFile = (bytes: Uint8Array): Message<'TensorProto'> => ({
  raw_data: bytes,
  data_location: undefined,
  external_data: undefined,
});

function literal(constant: AppliedConstant, name: string, bytes: Uint8Array): Message<'TensorProto'> {
  const { dtype, shape } = constant;
  return tensorProto({ kind: 'tensor', dtype, shape, name, source: { at: 'bytes', bytes } }, name, null);
}
