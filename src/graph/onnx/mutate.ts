import type { Random } from '../../core';
import { concatChunks } from './encode';
import { readMessage } from './read';
import { type Field, type Layout, layout } from './schema';
import { writeMessage } from './write';

type Draft = Record<string, unknown>;

/** A field of some message inside a model, with the message that holds it. */
interface Spot {
  readonly shape: Layout;
  readonly holder: Draft;
  readonly field: Field;
}

const extremes: readonly (number | bigint)[] = [
  0,
  -1,
  1,
  2,
  3,
  7,
  64,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 32,
  2 ** 53 - 1,
  2n ** 62n,
  -(2n ** 62n),
  2n ** 63n - 1n,
];

/** Every present field of a message and of those inside it. */
function spotsOf(shape: Layout, holder: Draft, into: Spot[]): Spot[] {
  for (const field of shape.fields) {
    const value = holder[field.name];
    if (value === undefined) continue;
    into.push({ shape, holder, field });
    const inner = layout(field.kind);
    if (inner === null) continue;
    for (const item of field.many ? (value as Draft[]) : [value as Draft]) spotsOf(inner, item, into);
  }
  return into;
}

/** A value for a field: extreme numbers, names that occur elsewhere, other data. */
function anotherValue(random: Random, field: Field, spots: readonly Spot[]): unknown {
  const donors = spots.filter(
    ({ field: { kind, name, many }, holder }) =>
      kind === field.kind && (!many || (holder[name] as unknown[]).length > 0),
  );
  if (donors.length === 0) return undefined;
  const donor = random.pick(donors);
  const given = donor.holder[donor.field.name];
  const borrowed = cloned(donor.field.many ? random.pick(given as unknown[]) : given);
  switch (field.kind) {
    case 'int64':
      return random.next() < 0.8 ? random.pick(extremes) : borrowed;
    case 'int32':
      return random.next() < 0.8 ? random.int(40) - 2 : borrowed;
    case 'float':
      return random.pick([0, -1, 1e38, Infinity, NaN, 0.5]);
    case 'bytes':
      return random.next() < 0.5
        ? Uint8Array.from({ length: random.int(40) }, () => random.int(256))
        : borrowed;
    default:
      return borrowed;
  }
}

/** Changes the model as a message: drops, doubles, swaps, moves and replaces fields, and nests messages. */
function mutateStructure(random: Random, bytes: Uint8Array): Uint8Array {
  const model = readMessage('ModelProto', bytes) as Draft;
  const top = layout('ModelProto');
  if (top === null) return bytes;
  for (let round = 1 + random.int(3); round > 0; round--) {
    const spots = spotsOf(top, model, []);
    const { holder, field } = random.pick(spots);
    const value = holder[field.name];
    const list = field.many ? [...(value as unknown[])] : null;
    switch (random.int(6)) {
      case 0:
        delete holder[field.name];
        break;
      case 1:
        if (list && list.length > 0) holder[field.name] = [...list, cloned(random.pick(list))];
        break;
      case 2:
        if (list) {
          list.splice(random.int(list.length), 1);
          holder[field.name] = list;
        }
        break;
      case 3:
        holder[field.name] = list ? list.reverse() : value;
        break;
      default: {
        const other = anotherValue(random, field, spots);
        if (list && list.length > 0 && other !== undefined) list[random.int(list.length)] = other;
        holder[field.name] = list ?? other;
      }
    }
  }
  return write(model);
}

/** A copy of a message, so that one put inside itself stays a tree; bytes are shared. */
function cloned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloned);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, cloned(field)]));
}

const write = (model: Draft): Uint8Array => concatChunks(writeMessage('ModelProto', model));

/** Wraps the model's graph in a tower of If branches or its type in a tower of sequences. */
function nestDeeply(random: Random, bytes: Uint8Array): Uint8Array {
  const model = readMessage('ModelProto', bytes) as Draft;
  let graph = model.graph as Draft;
  for (let depth = random.int(60); depth > 0; depth--) {
    graph = {
      node: [{ op_type: 'If', input: ['cond'], attribute: [{ name: 'then_branch', type: 5, g: graph }] }],
    };
  }
  return write({ ...model, graph });
}

/** Overwrites a byte that may be a length with the largest one. */
function blowUp(random: Random, bytes: Uint8Array): Uint8Array {
  const at = random.int(bytes.length);
  const big = random.pick([
    [0xff, 0xff, 0xff, 0xff, 0x07],
    [0xff, 0xff, 0x7f],
    [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
    [0x7f],
  ]);
  return Uint8Array.of(...bytes.subarray(0, at), ...big, ...bytes.subarray(at + 1));
}

function flip(random: Random, bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  for (let n = 1 + random.int(6); n > 0; n--) copy[random.int(copy.length)] = random.int(256);
  return copy;
}

/** Repeats or removes a stretch of bytes. */
function splice(random: Random, bytes: Uint8Array): Uint8Array {
  const from = random.int(bytes.length);
  const to = Math.min(bytes.length, from + 1 + random.int(40));
  return random.next() < 0.5
    ? Uint8Array.of(...bytes.subarray(0, to), ...bytes.subarray(from))
    : Uint8Array.of(...bytes.subarray(0, from), ...bytes.subarray(to));
}

const unknownFields = (random: Random, bytes: Uint8Array): Uint8Array =>
  Uint8Array.of(
    ...bytes,
    ...random.pick([
      [0xf8, 0x7f, 5],
      [0xfb, 0x7f, 0xfb, 0x7f],
      [0xfc, 0x7f],
      [0xfa, 0x7f, 2, 1, 2],
    ]),
  );

/** One random damage to a model. The same random state gives the same result. */
export function mutate(random: Random, bytes: Uint8Array): Uint8Array {
  const kind = random.next();
  if (kind < 0.55) return mutateStructure(random, bytes);
  if (kind < 0.7) return flip(random, bytes);
  if (kind < 0.8) return blowUp(random, bytes);
  if (kind < 0.9) return splice(random, bytes);
  if (kind < 0.95) return bytes.slice(0, random.int(bytes.length));
  return kind < 0.98 ? nestDeeply(random, bytes) : unknownFields(random, bytes);
}
