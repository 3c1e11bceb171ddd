import { must } from '../../core';
import { evaluate, prime, type Tensor } from './evaluate';
import { type Axes, resultShape, type Shape } from './shapes';
import { apply, arities, isCommutative, type Term, type TermOp, termOps, variable } from './term';
import { randomTensor } from './verify';

/** What is enumerated together: inputs of fixed shapes, and operators. */
export interface Realm {
  readonly name: string;
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly ops: readonly TermOp[];
  readonly axes: Axes;
}

/** One operator over classes of equal terms; op null: an input. */
export interface Member {
  readonly id: number;
  readonly op: TermOp | null;
  readonly args: readonly number[];
  readonly of: number;
  readonly term: Term;
}

/** Terms whose fingerprints are equal. */
interface Class {
  readonly shape: Shape;
  readonly term: Term;
  /** Classes of the applications in its simplest term, itself included. */
  readonly inside: readonly number[];
  /** At two random points; left out for the largest terms, which are in no other. */
  readonly values: readonly Tensor[] | null;
  readonly members: Member[];
}

const classLimit = 2 ** 20;

/**
 * All terms of at most so many operators over the inputs, each operator applied to the simplest term of a class of equal
 * ones: equal subterms need no enumeration of their own, as replacing one by the other is the smaller equation's business.
 */
export class Universe {
  readonly classes: Class[] = [];
  private readonly bySize: number[][] = [];
  private readonly byFingerprint = new Map<string, number>();
  private readonly byKey = new Map<number, Member>();
  private readonly commutative = new Set<TermOp>();
  private count = 0;

  constructor(
    readonly realm: Realm,
    private readonly seed: number,
    private readonly largest: number,
  ) {
    for (const [name, shape] of Object.entries(realm.inputs)) {
      const values = [0, 1].map((point) => randomTensor(shape, seed + point, name));
      this.place(variable(name), null, [], shape, values, []);
    }
  }

  /** From now on operands in either order are one member. */
  commutes(op: TermOp): void {
    this.commutative.add(op);
  }

  get size(): number {
    return this.count;
  }

  /** The members with exactly `size` operators, which must follow those with fewer. */
  grow(size: number): readonly Member[] {
    const made: Member[] = [];
    const add = (op: TermOp, args: readonly number[]): void => {
      const member = this.make(op, args, size);
      if (member !== null) made.push(member);
    };
    const inputs = this.bySize[0] ?? [];
    const below = this.bySize[size - 1] ?? [];
    const binary = this.realm.ops.filter((op) => arities[op] === 2);
    const unary = this.realm.ops.filter((op) => arities[op] === 1);
    for (const u of below) {
      for (const op of unary) add(op, [u]);
      const partners = size === 1 ? inputs : [...inputs, ...this.at(u).inside];
      for (const v of partners) {
        for (const op of binary) {
          add(op, [u, v]);
          if (size > 1 && u !== v) add(op, [v, u]);
        }
      }
    }
    if (size === 3) {
      const ones = this.bySize[1] ?? [];
      for (const u of ones) for (const v of ones) if (u !== v) for (const op of binary) add(op, [u, v]);
    }
    return made;
  }

  /** The member that applies an operator to classes, if it was enumerated. */
  find(op: TermOp, args: readonly number[]): Member | null {
    return this.byKey.get(this.key(op, args)) ?? null;
  }

  at(id: number): Class {
    return must(this.classes[id], 'class');
  }

  private key(op: TermOp, [a = 0, b = 0]: readonly number[]): number {
    const swap = b < a && this.commutative.has(op) && isCommutative(op);
    return (termOps.indexOf(op) * classLimit + (swap ? b : a)) * classLimit + (swap ? a : b);
  }

  private make(op: TermOp, args: readonly number[], size: number): Member | null {
    if (this.byKey.has(this.key(op, args))) return null;
    const operands = args.map((id) => this.at(id));
    const term = apply(
      op,
      operands.map((o) => o.term),
    );
    const shape = resultShape(
      term,
      operands.map((o) => o.shape),
      this.realm.axes,
    );
    if (shape === null) return null;
    const axes = this.realm.axes(shape.length);
    const values = [0, 1].map((point) =>
      evaluate(
        op,
        operands.map((o) => must(o.values?.[point], 'value')),
        shape.map(Number),
        axes,
        this.seed + point,
      ),
    );
    const inside = [...new Set(operands.flatMap((o) => o.inside))];
    return this.place(term, op, args, shape, values, inside, size);
  }

  private place(
    term: Term,
    op: TermOp | null,
    args: readonly number[],
    shape: Shape,
    values: readonly Tensor[],
    inside: readonly number[],
    size = 0,
  ): Member {
    const fingerprint = `${shape}|${values.map(digest)}`;
    let of = this.byFingerprint.get(fingerprint);
    if (of === undefined) {
      of = this.classes.length;
      this.byFingerprint.set(fingerprint, of);
      this.classes.push({
        shape,
        term,
        inside: op === null ? inside : [...inside, of],
        values: size < this.largest ? values : null,
        members: [],
      });
      const list = this.bySize[size] ?? [];
      this.bySize[size] = list;
      list.push(of);
    }
    const member: Member = { id: this.count++, op, args, of, term };
    this.at(of).members.push(member);
    if (op !== null) this.byKey.set(this.key(op, args), member);
    return member;
  }
}

/** The elements as coefficients of a polynomial, at two points. */
function digest({ data }: Tensor): string {
  let [x, y] = [1, 1];
  for (const element of data) {
    x = (x * 40_503_937 + element) % prime;
    y = (y * 65_521_003 + element) % prime;
  }
  return `${x}.${y}`;
}
