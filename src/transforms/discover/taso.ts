import { must } from '../../core';
import { apply, type Equation, type Term, type TermOp, variable } from './term';

/** One substitution of TASO's file: equations, one for each output or for each pair of outputs that a Split gives. */
export interface TasoRule {
  readonly equations: readonly Equation[];
  readonly outputs: number;
}

type Fields = ReadonlyMap<number, readonly (bigint | Uint8Array)[]>;

/** The fields of a protocol-buffer message of varints and messages. */
function fieldsOf(bytes: Uint8Array): Fields {
  const fields = new Map<number, (bigint | Uint8Array)[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = must(bytes[at++], 'byte');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asIntN(64, value);
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    let field: bigint | Uint8Array;
    if ((tag & 7) === 2) {
      const length = Number(varint());
      field = bytes.subarray(at, at + length);
      at += length;
    } else {
      field = varint();
    }
    const list = fields.get(tag >> 3) ?? [];
    list.push(field);
    fields.set(tag >> 3, list);
  }
  return fields;
}

const messages = (fields: Fields, field: number): readonly Fields[] =>
  (fields.get(field) ?? []).map((f) => fieldsOf(typeof f === 'bigint' ? new Uint8Array() : f));

function integer(fields: Fields, field: number): number {
  const value = fields.get(field)?.[0];
  return typeof value === 'bigint' ? Number(value) : 0;
}

const ops: Readonly<Record<number, TermOp>> = { 3: 'conv', 8: 'relu', 16: 'add', 17: 'mul', 18: 'matmul' };
const concat = 12;
const split = 13;
const activationKey = 9;
const axisKey = 11;

interface Output {
  readonly term: Term;
  /** Set for outputs of a Split: its axis' Concat. */
  readonly joined: TermOp | null;
}

/** One side's operators as terms; negative numbers are inputs of the pattern. */
function side(list: readonly Fields[]): (op: number) => Output {
  const outputs: Output[] = [];
  const of = (op: number): Output =>
    op < 0 ? { term: variable(`x${-op}`), joined: null } : must(outputs[op], 'operator');
  for (const fields of list) {
    const type = integer(fields, 1);
    const parameters = new Map(messages(fields, 3).map((p) => [integer(p, 1), integer(p, 2)]));
    const args = messages(fields, 2).map((t) => of(integer(t, 1)).term);
    const joined: TermOp = parameters.get(axisKey) === 0 ? 'rows' : 'cols';
    if (type === split) {
      outputs.push({ term: must(args[0], 'input'), joined });
    } else {
      const term = apply(type === concat ? joined : must(ops[type], `operator ${type}`), args);
      const activated = parameters.get(activationKey) === 2;
      outputs.push({ term: activated ? apply('relu', [term]) : term, joined: null });
    }
  }
  return of;
}

/**
 * Reads TASO's published substitutions. An activation inside a Conv becomes a Relu of its own. A pair of outputs that one
 * side takes from a Split equals the other side's pair exactly if their Concat equals what is split.
 */
export function tasoRules(bytes: Uint8Array): readonly TasoRule[] {
  return messages(fieldsOf(bytes), 1).map((rule) => {
    const [source, target] = [side(messages(rule, 1)), side(messages(rule, 2))];
    const mapped = messages(rule, 3).map((m) => ({
      left: source(integer(m, 1)),
      right: target(integer(m, 2)),
    }));
    const [first, second] = mapped;
    const joined = first?.right.joined ?? null;
    if (joined !== null && first !== undefined && second !== undefined) {
      const left = apply(joined, [first.left.term, second.left.term]);
      return { equations: [{ left, right: first.right.term }], outputs: 2 };
    }
    return {
      equations: mapped.map(({ left, right }) => ({ left: left.term, right: right.term })),
      outputs: mapped.length,
    };
  });
}
