import { must, type Random } from '../../core';
import {
  type BuilderOptions,
  type DType,
  type Graph,
  type GraphBuilder,
  graphBuilder,
  type PlainAttr,
  type ValueId,
} from '../../graph';
import type { AttrSpec } from '../attrs';
import { foldConstant } from '../builder';

export type Attributes = Readonly<Record<string, PlainAttr>>;

/** What a case builds its graph with: a graph builder that names things itself, and the case's randomness. */
export class Draft {
  private readonly builder: GraphBuilder;
  private count = 0;

  constructor(
    readonly random: Random,
    options: BuilderOptions = {},
  ) {
    this.builder = graphBuilder(options);
  }

  private name(prefix: string): string {
    return `${prefix}${this.count++}`;
  }

  /** A size from `low` to `high`. */
  size(low = 1, high = 4): number {
    return low + this.random.int(high - low + 1);
  }

  /** True as often as false. */
  coin(): boolean {
    return this.random.int(2) === 0;
  }

  pick<T>(...items: readonly T[]): T {
    return this.random.pick(items);
  }

  /** A random order of 0 … n − 1. */
  order(n: number): readonly number[] {
    const list = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.random.int(i + 1);
      const [a, b] = [must(list[i], 'item'), must(list[j], 'item')];
      list[i] = b;
      list[j] = a;
    }
    return list;
  }

  /** A random shape. */
  shape(rank: number, low = 1, high = 4): readonly number[] {
    return Array.from({ length: rank }, () => this.size(low, high));
  }

  /** The shape with some leading axes dropped and some dimensions 1: it broadcasts to the original. */
  narrower(shape: readonly number[]): readonly number[] {
    return shape.slice(this.random.int(shape.length + 1)).map((dim) => (this.coin() ? dim : 1));
  }

  /** A floating-point input. */
  x(shape: readonly number[], dtype: DType = 'float32'): ValueId {
    return this.builder.input(this.name('x'), dtype, shape);
  }

  /** A constant that nothing can read: rules can rely on its shape alone. */
  w(shape: readonly number[], dtype: DType = 'float32'): ValueId {
    return this.builder.external(this.name('w'), dtype, shape);
  }

  /** A constant that rules can read; a number fills it. */
  k(shape: readonly number[], values: number | readonly number[], dtype: DType = 'float32'): ValueId {
    const count = shape.reduce((n, dim) => n * dim, 1);
    const list = typeof values === 'number' ? Array.from({ length: count }, () => values) : values;
    return this.builder.constant(this.name('k'), dtype, shape, list);
  }

  ints(values: readonly number[]): ValueId {
    return this.builder.ints(this.name('i'), values);
  }

  op(op: string, inputs: readonly (ValueId | null)[], attrs: Attributes = {}, domain = ''): ValueId {
    return this.builder.op(op, inputs, attrs, { domain });
  }

  /** A constant that is computed from constants, as rewrites make them. */
  folded(op: string, inputs: readonly ValueId[], attrs: AttrSpec = {}): ValueId {
    const graph = this.builder.raw();
    const operands = inputs.map((input) => must(graph.constant(input), 'constant'));
    const constant = must(foldConstant(graph, op, operands, attrs), 'type of a folded constant');
    return this.builder.applied(constant);
  }

  nodes(op: string, inputs: readonly (ValueId | null)[], attrs: Attributes, outputs: number): ValueId[] {
    return this.builder.node(op, inputs, attrs, { outputs });
  }

  /** Operands with a bias, or without, at random. */
  biased(inputs: readonly ValueId[], bias: readonly number[]): readonly ValueId[] {
    return this.coin() ? [...inputs, this.w(bias)] : inputs;
  }

  out(...values: readonly ValueId[]): void {
    for (const value of values) this.builder.output(this.name('y'), value);
  }

  build(): Graph {
    return this.builder.build();
  }
}
