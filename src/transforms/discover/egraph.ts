import { must } from '../../core';
import { type Axes, resultShape, type Shape, typeEquation, type When } from './shapes';
import {
  type Application,
  apply,
  type Equation,
  isCommutative,
  type Term,
  type TermOp,
  variable,
} from './term';

export interface Conditional extends Equation {
  readonly when: When;
}

interface ENode {
  readonly op: TermOp | string;
  readonly args: readonly number[];
}

interface EClass {
  readonly shape: Shape;
  nodes: ENode[];
}

export interface Effort {
  readonly rounds: number;
  readonly nodes: number;
}

const usual: Effort = { rounds: 5, nodes: 1200 };

/**
 * Whether two typed terms can be rewritten into one another by equations: equality saturation over an e-graph (Willsey
 * et al., 2021), bounded. An equation is used only where its own conditions on shapes hold. False says that no
 * derivation was found within the bounds.
 */
export function derivable(
  goal: Equation,
  by: readonly Conditional[],
  typing: ReadonlyMap<string, Shape>,
  axes: Axes,
  effort: Effort = usual,
): boolean {
  const graph = new EGraph(typing, axes);
  const [left, right] = [graph.add(goal.left), graph.add(goal.right)];
  for (let round = 0; round <= effort.rounds; round++) {
    if (graph.find(left) === graph.find(right)) return true;
    if (graph.size > effort.nodes || round === effort.rounds) return false;
    if (!graph.saturate(by, effort.nodes)) return graph.find(left) === graph.find(right);
  }
  return false;
}

type Bindings = ReadonlyMap<string, number>;

class EGraph {
  private readonly parent: number[] = [];
  private readonly classes = new Map<number, EClass>();
  private memo = new Map<string, number>();
  size = 0;

  constructor(
    private readonly typing: ReadonlyMap<string, Shape>,
    private readonly axes: Axes,
  ) {}

  find(id: number): number {
    let root = id;
    for (let up = must(this.parent[root], 'class'); up !== root; up = must(this.parent[root], 'class'))
      root = up;
    this.parent[id] = root;
    return root;
  }

  add(term: Term): number {
    if (term.kind === 'variable')
      return this.node(term.name, [], must(this.typing.get(term.name), term.name));
    const args = term.args.map((arg) => this.add(arg));
    const shapes = args.map((id) => this.at(id).shape);
    return this.node(term.op, args, must(resultShape(term, shapes, this.axes), 'shape'));
  }

  /** One round of every equation in both directions; false when nothing was new. */
  saturate(by: readonly Conditional[], limit: number): boolean {
    const merges: [number, Term, Bindings][] = [];
    for (const { left, right, when } of by) {
      for (const [from, to] of [
        [left, right],
        [right, left],
      ] as const) {
        if (from.kind === 'variable') continue;
        for (const [id, { shape }] of this.classes) {
          this.matches(from, id, new Map(), (bound) => {
            if (this.fits(from, to, bound, when, shape)) merges.push([id, to, bound]);
          });
        }
      }
    }
    const [before, classes] = [this.size, this.classes.size];
    let merged = false;
    for (const [id, to, bound] of merges) {
      if (this.size > limit) break;
      const made = this.instance(to, bound);
      merged = this.union(id, made) || merged;
    }
    this.rebuild();
    return merged || this.size !== before || this.classes.size !== classes;
  }

  private at(id: number): EClass {
    return must(this.classes.get(this.find(id)), 'class');
  }

  private key(op: string, args: readonly number[]): string {
    const ids = args.map((id) => this.find(id));
    if (isCommutative(op as TermOp)) ids.sort((a, b) => a - b);
    return `${op} ${ids}`;
  }

  private node(op: string, args: readonly number[], shape: Shape): number {
    const key = this.key(op, args);
    const known = this.memo.get(key);
    if (known !== undefined) return this.find(known);
    const id = this.parent.length;
    this.parent.push(id);
    this.classes.set(id, { shape, nodes: [{ op, args }] });
    this.memo.set(key, id);
    this.size++;
    return id;
  }

  private union(a: number, b: number): boolean {
    const [p, q] = [this.find(a), this.find(b)];
    if (p === q) return false;
    const [keep, drop] = [Math.min(p, q), Math.max(p, q)];
    this.parent[drop] = keep;
    this.at(keep).nodes.push(...must(this.classes.get(drop), 'class').nodes);
    this.classes.delete(drop);
    return true;
  }

  /** Merges classes that hold the same node until there are none. */
  private rebuild(): void {
    for (let changed = true; changed; ) {
      changed = false;
      const memo = new Map<string, number>();
      for (const [id, own] of [...this.classes]) {
        if (this.find(id) !== id) continue;
        const seen = new Map<string, ENode>();
        for (const node of own.nodes) {
          const key = this.key(node.op, node.args);
          seen.set(key, node);
          const other = memo.get(key);
          if (other === undefined) memo.set(key, id);
          else if (this.find(other) !== this.find(id)) changed = this.union(other, id) || changed;
        }
        if (this.find(id) === id && !changed) own.nodes = [...seen.values()];
      }
      this.memo = memo;
    }
    this.size = this.memo.size;
  }

  private fits(from: Application, to: Term, bound: Bindings, when: When, shape: Shape): boolean {
    const shapes = new Map<string, Shape>();
    for (const [name, id] of bound) shapes.set(name, this.at(id).shape);
    const typed = typeEquation(from, to, shapes, this.axes, when);
    return typed !== null && String(typed.get(to.text)) === String(shape);
  }

  private instance(term: Term, bound: Bindings): number {
    if (term.kind === 'variable') return must(bound.get(term.name), term.name);
    const args = term.args.map((arg) => this.instance(arg, bound));
    const operands = args.map((id) => this.at(id).shape);
    const head = apply(
      term.op,
      args.map((_, i) => variable(`v${i}`)),
    );
    return this.node(term.op, args, must(resultShape(head, operands, this.axes), 'shape'));
  }

  private matches(pattern: Term, id: number, bound: Bindings, then: (bound: Bindings) => void): void {
    const root = this.find(id);
    if (pattern.kind === 'variable') {
      const before = bound.get(pattern.name);
      if (before === undefined) then(new Map(bound).set(pattern.name, root));
      else if (this.find(before) === root) then(bound);
      return;
    }
    for (const { op, args } of this.at(root).nodes) {
      if (op !== pattern.op) continue;
      this.list(pattern.args, args, 0, bound, then);
      if (isCommutative(pattern.op)) this.list(pattern.args, args.toReversed(), 0, bound, then);
    }
  }

  private list(
    patterns: readonly Term[],
    args: readonly number[],
    slot: number,
    bound: Bindings,
    then: (bound: Bindings) => void,
  ): void {
    const [pattern, id] = [patterns[slot], args[slot]];
    if (pattern === undefined || id === undefined) then(bound);
    else this.matches(pattern, id, bound, (b) => this.list(patterns, args, slot + 1, b, then));
  }
}
