import { must, type Random } from '../../core';
import type { Action } from '../../env/environment';
import { type Imagined, writeInput } from '../imagination';
import type { Policy } from './policy';

/** What a policy decided in one state. */
export interface Choice {
  /** Null is STOP. */
  readonly action: Action | null;
  /** Index of the rule, or the number of rules for STOP. */
  readonly rule: number;
  readonly slot: number;
  /** Slots that the rule had. */
  readonly slots: number;
  /** Log probability of rule and slot together. */
  readonly logProbability: number;
  /** Expected return from here. */
  readonly value: number;
}

export interface ChooseOptions {
  /** Divides the logits: 0 takes the likeliest, 1 draws as trained, more explores. */
  readonly temperature: number;
  /** One for all states, or one for each: then what is drawn for one changes nothing of the others. */
  readonly random: Random | readonly Random[];
  /** False masks STOP where anything is legal. */
  readonly mayStop: boolean;
}

/** What each of these states looks like to a policy, `[states, width]`. */
export function inputsOf(
  policy: Policy,
  states: readonly Imagined[],
  left: readonly number[],
): Float32Array<ArrayBuffer> {
  const { width, config } = policy;
  const inputs = new Float32Array(states.length * width);
  states.forEach((state, b) => {
    writeInput(state, config.rules, left[b] ?? 0, inputs, b * width);
  });
  return inputs;
}

const isOne = (random: Random | readonly Random[]): random is Random => !Array.isArray(random);

/** Draws an action for each state, first the rule (or STOP) among the legal ones, then the place among its sites. */
export async function choose(
  policy: Policy,
  states: readonly Imagined[],
  inputs: Float32Array,
  { temperature, random, mayStop }: ChooseOptions,
): Promise<Choice[]> {
  const { rules, slots } = policy.config;
  const own = (b: number): Random => (isOne(random) ? random : must(random[b], 'random numbers'));
  const { rules: logits, values } = await policy.judge(inputs);
  const row = rules + 1;
  const drawn = states.map(({ counts }, b) => {
    const legal = (r: number): boolean => (r === rules ? mayStop : (counts[r] ?? 0) > 0);
    const scores = logits.subarray(b * row, (b + 1) * row);
    const any = scores.some((_, r) => legal(r));
    return any ? draw(scores, legal, temperature, own(b)) : { index: rules, logProbability: 0 };
  });
  const chosen = Int32Array.from(drawn, ({ index }) => index);
  const places = await policy.placeLogits(inputs, chosen);
  return drawn.map(({ index: rule, logProbability }, b): Choice => {
    const value = values[b] ?? 0;
    const count = states[b]?.counts[rule] ?? 0;
    if (rule === rules || count === 0)
      return { action: null, rule: rules, slot: 0, slots: 1, logProbability, value };
    const open = Math.min(slots, count);
    const scores = places.subarray(b * slots, (b + 1) * slots);
    const place = draw(scores, (slot) => slot < open, temperature, own(b));
    const site = siteOf(place.index, count, slots, own(b));
    return {
      action: { rule, site },
      rule,
      slot: place.index,
      slots: open,
      logProbability: logProbability + place.logProbability,
      value,
    };
  });
}

/** A site of a slot: the slot's only one, or one of those that share it. */
export function siteOf(slot: number, count: number, slots: number, random: Random): number {
  const { from, to } = sitesIn(slot, count, slots);
  return to - from === 1 ? from : from + random.int(to - from);
}

/** The sites of a slot, `to` not among them; at least one. */
export function sitesIn(
  slot: number,
  count: number,
  slots: number,
): { readonly from: number; readonly to: number } {
  const at = (share: number): number => Math.floor((share * count) / slots);
  const from = count <= slots ? Math.min(slot, count - 1) : at(slot);
  return { from, to: count <= slots ? from + 1 : Math.max(from + 1, at(slot + 1)) };
}

/** The slot of a site: what `siteOf` may give back for it is this site or one that shares its slot. */
export const slotOf = (site: number, count: number, slots: number): number =>
  count <= slots
    ? Math.min(site, count - 1)
    : Math.min(slots - 1, Math.ceil(((site + 1) * slots) / count) - 1);

/** One index by softmax over the legal logits, with its log probability at temperature 1. */
export function draw(
  logits: ArrayLike<number>,
  legal: (index: number) => boolean,
  temperature: number,
  random: Random,
): { readonly index: number; readonly logProbability: number } {
  let highest = Number.NEGATIVE_INFINITY;
  let likeliest = -1;
  for (let i = 0; i < logits.length; i++) {
    const logit = logits[i] ?? Number.NEGATIVE_INFINITY;
    if (legal(i) && logit > highest) {
      highest = logit;
      likeliest = i;
    }
  }
  let norm = 0;
  let heated = 0;
  const sharp = 1 / Math.max(temperature, 1e-6);
  for (let i = 0; i < logits.length; i++) {
    if (!legal(i)) continue;
    norm += Math.exp((logits[i] ?? 0) - highest);
    heated += Math.exp(((logits[i] ?? 0) - highest) * sharp);
  }
  let index = likeliest;
  if (temperature > 0) {
    let left = random.next() * heated;
    for (let i = 0; i < logits.length; i++) {
      if (!legal(i)) continue;
      index = i;
      left -= Math.exp(((logits[i] ?? 0) - highest) * sharp);
      if (left < 0) break;
    }
  }
  return { index, logProbability: (logits[index] ?? 0) - highest - Math.log(norm) };
}
