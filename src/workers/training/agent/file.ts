import type { Return } from '../../../agent/loop/promise';
import { CodedError } from '../../../core';
import type { Action } from '../../../env/environment';
import type { BestGraph, RoundReport } from './protocol';

const magic = 'DGAG';
const version = 1;

/** A game as it is kept: who has the environment can play it again. */
export interface KeptGame {
  readonly actions: readonly Action[];
  /** What the clock said: after how many actions, runtime over that of the original, and its interval. */
  readonly clock: readonly (readonly [step: number, factor: number, low: number, high: number])[];
}

/** Where an agent's rounds stand, beside its two networks. */
export interface AgentPosition {
  readonly seed: number;
  /** What it learned on, as its playground names it; null in older files, of which nobody knows what the clock spoke of. */
  readonly base: string | null;
  /** Rounds that its learning is spread over; null in older files. */
  readonly rounds: number | null;
  readonly games: readonly KeptGame[];
  readonly reports: readonly RoundReport[];
  /** Of the present round: what the policy promised, and what the clock was asked; null: not yet. */
  readonly promised: Return | null;
  readonly best: readonly BestGraph[] | null;
  readonly remark: string | null;
}

export interface AgentFile extends AgentPosition {
  /** Checkpoints with all that training goes on from. */
  readonly world: Uint8Array;
  readonly policy: Uint8Array;
}

/** One file: `DGAG`, version, and three parts, each behind its length: the position as JSON, the world model, the policy. */
export function writeAgentFile({ world, policy, ...position }: AgentFile): Uint8Array {
  const parts = [new TextEncoder().encode(JSON.stringify(position)), world, policy];
  const bytes = new Uint8Array(8 + parts.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(4, version, true);
  let at = 8;
  for (const part of parts) {
    view.setUint32(at, part.length, true);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
}

/** @throws CodedError CHECKPOINT_REJECTED for what is no such file, of another version, or damaged. */
export function readAgentFile(bytes: Uint8Array): AgentFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || new TextDecoder().decode(bytes.subarray(0, 4)) !== magic)
    throw reject('the file is no checkpoint of an agent');
  const found = view.getUint32(4, true);
  if (found !== version) throw reject(`the checkpoint has version ${found}; this program reads ${version}`);
  let at = 8;
  const part = (): Uint8Array => {
    const length = at + 4 <= bytes.length ? view.getUint32(at, true) : 0;
    if (at + 4 + length > bytes.length) throw reject('the checkpoint is truncated');
    at += 4 + length;
    return bytes.slice(at - length, at);
  };
  const [json, world, policy] = [part(), part(), part()];
  const position = positionOf(json);
  if (position === null || at !== bytes.length) throw reject('the checkpoint is damaged');
  return { ...position, world, policy };
}

/** The file without what the clock said of its graphs. */
export function withoutClock(file: AgentFile): AgentFile {
  const unmeasured = (graph: BestGraph): BestGraph => ({ ...graph, measured: null });
  return {
    ...file,
    games: file.games.map(({ actions }) => ({ actions, clock: [] })),
    reports: file.reports.map((report) => ({ ...report, best: report.best.map(unmeasured), clocked: 0 })),
    best: file.best?.map(unmeasured) ?? null,
  };
}

const reject = (message: string): CodedError => new CodedError('CHECKPOINT_REJECTED', message);
const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;
const isCount = (x: unknown): x is number => Number.isSafeInteger(x) && Number(x) >= 0;
const isNumber = (x: unknown): x is number => Number.isFinite(x);
const isText = (x: unknown): x is string | null => x === null || typeof x === 'string';

function positionOf(json: Uint8Array): AgentPosition | null {
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder().decode(json));
  } catch {
    return null;
  }
  if (!isRecord(read)) return null;
  const { seed, base = null, rounds = null, games, reports, promised, best, remark } = read;
  const fits =
    isCount(seed) &&
    isText(base) &&
    (rounds === null || isCount(rounds)) &&
    isListOf(games, isGame) &&
    isListOf(reports, isReport) &&
    (promised === null || isReturn(promised)) &&
    (best === null || isListOf(best, isBest)) &&
    isText(remark);
  return fits ? { seed, base, rounds, games, reports, promised, best, remark } : null;
}

function isListOf<T>(x: unknown, fits: (entry: unknown) => entry is T): x is readonly T[] {
  return Array.isArray(x) && x.every(fits);
}

const isAction = (x: unknown): x is Action => isRecord(x) && isCount(x.rule) && isCount(x.site);
const isFigure = (x: unknown): x is KeptGame['clock'][number] =>
  Array.isArray(x) && x.length === 4 && x.every(isNumber) && isCount(x[0]);
const isGame = (x: unknown): x is KeptGame =>
  isRecord(x) && isListOf(x.actions, isAction) && isListOf(x.clock, isFigure);
const isReturn = (x: unknown): x is Return => isRecord(x) && isNumber(x.gain) && isNumber(x.steps);

const isBest = (x: unknown): x is BestGraph =>
  isRecord(x) &&
  isCount(x.round) &&
  isCount(x.steps) &&
  isNumber(x.imagined) &&
  isNumber(x.estimated) &&
  (x.measured === null ||
    (isRecord(x.measured) && [x.measured.ratio, x.measured.low, x.measured.high].every(isNumber)));

const reportNumbers = [
  'round',
  'dreamReturn',
  'realReturn',
  'dreamSteps',
  'realSteps',
  'episodes',
  'updates',
  'clocked',
  'realStepsPerSecond',
  'imaginedStepsPerSecond',
] as const;
const reportMaybe = ['maskF1', 'maskF1After5', 'runtimeError'] as const;
const isReport = (x: unknown): x is RoundReport =>
  isRecord(x) &&
  reportNumbers.every((key) => isNumber(x[key])) &&
  reportMaybe.every((key) => x[key] === null || isNumber(x[key])) &&
  isListOf(x.best, isBest) &&
  isText(x.remark);
