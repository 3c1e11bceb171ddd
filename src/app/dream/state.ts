import { create } from 'zustand';
import { isSameTarget } from '../../core';
import type { Action } from '../../env/environment';
import type { ModelKind, ToldByClock } from '../../workers/dream/protocol';
import type { Replay } from '../../workers/session/dream/protocol';
import type { Measured, MeasuredOn } from '../../workers/session/protocol';
import type { Checked } from './calibration';
import type { StartFigure } from './curves';

/** A dream that was played for real, and what the clock said of its steps, by 1-based step. */
export interface Reality {
  readonly replay: Replay;
  readonly measured: ReadonlyMap<number, Measured>;
}

/** What a person set and did in the Dream tab; it outlives the tab's being closed. */
export interface DreamTabState {
  readonly kind: ModelKind;
  /** Both models' dreams are shown. */
  readonly compare: boolean;
  readonly temperature: number;
  readonly horizon: number;
  readonly seed: number;
  /** The state that the rest belongs to. */
  readonly start: string | null;
  /** Moves that a person chose inside the dream. */
  readonly path: readonly Action[];
  /** Which dream is followed. */
  readonly chosen: number;
  /** Which of its steps is looked at; 0: where it begins. Null: none. */
  readonly at: number | null;
  /** By the moves of the dream. @see dreamKey */
  readonly realities: ReadonlyMap<string, Reality>;
  /** The start's runtime from the clock, where it was asked because of a dream. */
  readonly clock: StartFigure | null;
  /** Ratio original ÷ start of that measurement; 1 at the original. */
  readonly startRatio: number;
  /** What all that the clock said here was said of; null before it said anything. */
  readonly on: MeasuredOn | null;
  /** All steps that were checked with this model file, by model kind. */
  readonly checked: ReadonlyMap<ModelKind, readonly Checked[]>;
  /** What the clock said of dreams' graphs, which refines what it is expected to say. */
  readonly told: readonly ToldByClock[];
  /** What is being held against reality, for whose dreams, and how far that is; it goes on while another tab is shown. */
  readonly busy: {
    readonly what: 'checking' | 'measuring';
    readonly kind: ModelKind;
    readonly left: string;
  } | null;
  /** How many dream workers died: what was told to them has to be told to the next. */
  readonly deaths: number;
  /** The model file that `checked` and `told` belong to. */
  readonly file: string | null;
}

export const useDreamTab = create<DreamTabState>()(() => ({
  kind: 'dreamgraph',
  compare: false,
  temperature: 0.5,
  horizon: 10,
  seed: 1,
  start: null,
  path: [],
  chosen: 0,
  at: null,
  realities: new Map(),
  clock: null,
  startRatio: 1,
  on: null,
  checked: new Map(),
  told: [],
  busy: null,
  deaths: 0,
  file: null,
}));
export const setDreamTab = useDreamTab.setState;
export const getDreamTab = useDreamTab.getState;

/** Another state to dream from: what was said of the last one goes. */
export function beginAt(start: string, file: string): void {
  const before = getDreamTab();
  if (before.start === start && before.file === file) return;
  setDreamTab({
    start,
    path: [],
    chosen: 0,
    at: null,
    realities: new Map(),
    clock: null,
    startRatio: 1,
    ...(before.file === file ? {} : { file, checked: new Map(), told: [] }),
  });
}

export const dreamKey = (moves: readonly Action[]): string =>
  moves.map(({ rule, site }) => `${rule}.${site}`).join(' ');

/**
 * Takes back what the clock said on another target: a dream stands on the scale of one original, and its expectation learns from one
 * clock. Dreams that were played for real stay.
 */
export function keepDreamsTo(on: MeasuredOn): void {
  setDreamTab((now) => {
    if (now.on === null || isSameTarget(now.on, on)) return { on };
    const estimates = (points: readonly Checked[]) => points.filter(({ kind }) => kind !== 'measured');
    return {
      on,
      clock: null,
      startRatio: 1,
      told: [],
      realities: new Map([...now.realities].map(([key, one]) => [key, { ...one, measured: new Map() }])),
      checked: new Map([...now.checked].map(([kind, points]) => [kind, estimates(points)])),
    };
  });
}

/** Adds checked steps; the clock's word replaces an estimate. */
export function addChecked(kind: ModelKind, points: readonly Checked[]): void {
  setDreamTab(({ checked }) => {
    const known = new Map((checked.get(kind) ?? []).map((point) => [point.key, point]));
    for (const point of points)
      if (known.get(point.key)?.kind !== 'measured' || point.kind === 'measured') known.set(point.key, point);
    return { checked: new Map(checked).set(kind, [...known.values()]) };
  });
}
