import { createRandom, hashString, type Random } from '../../core';
import { type Graph, validate } from '../../graph';
import { applySite, isRefusal } from '../apply';
import { createMatcher } from '../matcher';
import type { Family, Rule, Target } from '../rule';
import type { CaseClass, RuleCases } from './case';
import { sameOutputs } from './compare';
import { degrees } from './degrees';
import { type Domain, Undefined, Unsupported } from './domain';
import { asClass, describeGraph, drawGraph } from './draw';
import { evaluate, randomSupply } from './evaluate';
import { float64 } from './float64';
import type { Sample } from './pool';
import { exponentPrime, primeField } from './primeField';
import { rationals } from './rationals';

export interface Proof {
  readonly name: string;
  readonly family: Family;
  readonly status: 'proved' | 'marked' | 'failed';
  readonly method: string;
  /**
   * Above the chance that the sides of a class differ and yet agreed on everything tried, for the class where it is
   * largest; null where nothing was evaluated over a finite field.
   */
  readonly errorBound: number | null;
  /**
   * Where an order is needed, points are drawn from finitely many numbers: sides that differ at this share of the draws or
   * more would have been told apart in every class, but for a chance of `missed`; null where nothing needed an order.
   */
  readonly unseenShare: number | null;
  /** Names of the classes of shapes and attributes, and why they suffice. */
  readonly classes: readonly string[];
  readonly why: string;
  /** Why it is marked or failed; '' when it is proved. */
  readonly reason: string;
}

export interface ProveOptions {
  /** Graphs drawn for each class; 8 when left out. */
  readonly instances?: number;
  /** Random points at which both sides of each graph are evaluated; 2 when left out. */
  readonly points?: number;
  readonly seed?: number;
  /** How many of them at most; 24 when left out. */
  readonly foreign?: number;
  /** Graphs of other rules' classes, on which the rule is tried where it applies. */
  readonly pool?: readonly Sample[];
}

const wasm: Target = { provider: 'wasm', standardOpsOnly: false };

/** Both sides of one application of a rule. */
interface Instance {
  readonly before: Graph;
  readonly after: Graph;
}

/** A rule that is wrong, or cannot be evaluated, with what shows it. */
class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    message: string,
    /** It could not be evaluated at all. */
    readonly isUnsupported = false,
  ) {
    super(message);
  }
}

const attempts = 40;

/** The chance that `Proof.unseenShare` leaves. */
export const missed = 1e-6;

/** How many times as many points are drawn where an order is needed, which is a matter of cases, as in a field. */
const orderPoints = 16;

/** Draws a graph of a class and applies the rule at a random one of its sites. */
function drawInstance(rule: Rule, name: string, given: CaseClass, random: Random): Instance {
  const target = given.target ?? wasm;
  const matcher = createMatcher([rule], target);
  let refusal = 'it matches nowhere';
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = drawGraph(given, random.fork(`${attempt}`));
    if (before === null) continue;
    const sites = matcher.matchAll(before).sites(0);
    if (sites.length === 0) continue;
    const applied = applySite([rule], before, random.pick(sites), target);
    if (isRefusal(applied)) {
      refusal = applied.reason;
      if (applied.bug) throw new Failure(`${name}: ${applied.reason}\n${describeGraph(before)}`);
      continue;
    }
    const problems = validate(applied.graph);
    if (problems.length > 0) throw new Failure(`${name}: ${problems[0]?.message}\n${describeGraph(before)}`);
    return { before, after: applied.graph };
  }
  throw new Failure(`${name}: the rule does not apply (${refusal})`);
}

/** Compares both sides at one random point. */
function checkPoint<E>(
  instance: Instance,
  name: string,
  domainOf: (seed: number) => Domain<E>,
  seed: number,
): void {
  for (let attempt = 0; ; attempt++) {
    const domain = domainOf(seed + attempt * 7919);
    const supply = randomSupply(domain, 5);
    try {
      const expected = evaluate(instance.before, domain, supply);
      const difference = sameOutputs(domain, expected, evaluate(instance.after, domain, supply));
      if (difference === null) return;
      const text = `${describeGraph(instance.before)} ⇒ ${describeGraph(instance.after)}`;
      throw new Failure(`${name}: ${difference}\n${text}`);
    } catch (thrown) {
      if (thrown instanceof Unsupported)
        throw new Failure(`${name}: cannot evaluate: ${thrown.message}`, true);
      if (!(thrown instanceof Undefined) || attempt > attempts) throw thrown;
    }
  }
}

/** Above the chance that both sides differ and agree at one random point of the field: Schwartz and Zippel. */
function pointBound({ before, after }: Instance): number {
  const domain = degrees();
  const supply = randomSupply(domain, 5);
  let degree = 0;
  for (const graph of [before, after]) {
    for (const output of evaluate(graph, domain, supply)) {
      if (output.kind !== 'real') continue;
      for (const { above, below } of output.data) degree = Math.max(degree, above + below);
    }
  }
  const { calls, deepest } = domain.spent();
  // Two calls of an unknown function with different arguments may meet; each pair is one more equation.
  return Math.min(1, (2 * degree + (calls * (calls - 1) * deepest) / 2 + 1) / exponentPrime);
}

/** How many random values are compared in doubles, at least. */
export const numericTests = 1000;

/** Compares both sides in doubles at points of one graph; how many values were compared. */
function checkDoubles(instance: Instance, name: string, nonFinite: boolean, seed: number): number {
  const label = `${name}, in doubles`;
  checkPoint(instance, label, (at) => float64(at, nonFinite), seed);
  return instance.before.outputs.reduce((n, id) => {
    const { type } = instance.before.value(id);
    const shape = type?.kind === 'tensor' ? (type.shape ?? []) : [];
    return n + shape.reduce<number>((size, dim) => size * Number(dim), 1);
  }, 0);
}

/** Tests a marked rule on many random graphs in doubles, with zeros, subnormals, infinities and NaN among the values. */
function checkMarked(rule: Rule, cases: RuleCases, random: Random): number {
  let done = 0;
  for (let i = 0; done < numericTests; i++) {
    for (const [label, given] of Object.entries(cases.classes)) {
      const instance = drawInstance(rule, label, asClass(given), random.fork(`marked ${label} ${i}`));
      checkDoubles(instance, label, true, i);
      done++;
    }
  }
  return done;
}

/** Tries the rule on graphs that were drawn for other rules; how many it applied to and could be evaluated on. */
function checkForeign(
  rule: Rule,
  pool: readonly Sample[],
  most: number,
  ordered: boolean,
  random: Random,
): number {
  const matcher = createMatcher([rule], wasm);
  let tried = 0;
  for (const { label, graph } of pool) {
    if (tried === most) break;
    const sites = matcher.matchAll(graph).sites(0);
    if (sites.length === 0) continue;
    const applied = applySite([rule], graph, random.pick(sites), wasm);
    if (isRefusal(applied)) {
      if (applied.bug) throw new Failure(`${label}: ${applied.reason}\n${describeGraph(graph)}`);
      continue;
    }
    const instance = { before: graph, after: applied.graph };
    if (checkEither(instance, label, ordered, random.int(2 ** 30))) tried++;
  }
  return tried;
}

/** Compares both sides in the field or, where an operator needs an order, in rationals; false where neither will do. */
function checkEither(instance: Instance, label: string, ordered: boolean, seed: number): boolean {
  for (const isOrdered of ordered ? [true] : [false, true]) {
    try {
      if (isOrdered) checkPoint(instance, label, rationals, seed);
      else checkPoint(instance, label, primeField, seed);
      return true;
    } catch (thrown) {
      const cannot = thrown instanceof Undefined || (thrown instanceof Failure && thrown.isUnsupported);
      if (!cannot) throw thrown;
    }
  }
  return false;
}

const count = (n: number, what: string): string =>
  `${n} ${what}${n === 1 ? '' : what.endsWith('s') ? 'es' : 's'}`;

/** Proves one rule on its cases. */
export function proveRule(rule: Rule, cases: RuleCases | undefined, options: ProveOptions = {}): Proof {
  const { instances = 8, points = 2, seed = 1, pool = [], foreign: most = 24 } = options;
  const { name, family } = rule;
  const classes = Object.entries(cases?.classes ?? {});
  let unseenShare: number | null = null;
  const result = (status: Proof['status'], method: string, bound: number | null, reason = ''): Proof => ({
    name,
    family,
    status,
    method,
    errorBound: bound,
    unseenShare,
    classes: classes.map(([label]) => label),
    why: cases?.why ?? '',
    reason,
  });
  if (cases === undefined) return result('failed', 'none', null, 'no cases');
  const random = createRandom((seed ^ hashString(name)) >>> 0);
  try {
    if (cases.marked !== undefined) {
      const tests = checkMarked(rule, cases, random);
      return result('marked', `${tests} random shapes and values in doubles`, null, cases.marked);
    }
    let bound: number | null = null;
    let [fields, orders, doubles] = [0, 0, 0];
    for (const [label, given] of classes) {
      const kase = asClass(given);
      const order = kase.domain === 'order' || (kase.domain === undefined && cases.order === true);
      let chance = 1;
      for (let i = 0; i < instances; i++) {
        const instance = drawInstance(rule, label, kase, random.fork(`${label} ${i}`));
        const tries = order ? points * orderPoints : points;
        for (let k = 0; k < tries; k++) {
          const at = hashString(`${name} ${label} ${i} ${k} ${seed}`);
          if (order) checkPoint(instance, label, rationals, at);
          else checkPoint(instance, label, primeField, at);
        }
        if (!order) chance *= pointBound(instance) ** points;
        if (rule.exactness === 'bits') {
          const share = numericTests / (instances * classes.length);
          for (let done = 0, k = 0; done < share; k++)
            done += Math.max(1, checkDoubles(instance, label, false, k + 1));
          doubles += share;
        }
      }
      if (order) {
        orders++;
        unseenShare = 1 - missed ** (1 / (instances * points * orderPoints));
      } else {
        fields++;
        bound = Math.max(bound ?? 0, chance);
      }
    }
    const foreign = checkForeign(rule, pool, most, cases.order === true, random.fork('pool'));
    const parts = [
      ...(fields === 0
        ? []
        : [`${count(fields, 'class')} × ${instances} graphs × ${points} points of a finite field`]),
      ...(orders === 0
        ? []
        : [
            `${count(orders, 'class')} × ${instances} graphs × ${points * orderPoints} points in exact rationals`,
          ]),
      ...(foreign === 0 ? [] : [`${count(foreign, 'graph')} of other rules`]),
      ...(doubles === 0 ? [] : [`equal on ${numericTests} doubles`]),
    ];
    return result('proved', parts.join(', '), bound);
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    return result('failed', 'evaluation of both sides', null, thrown.message);
  }
}
