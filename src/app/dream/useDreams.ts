import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ErrorData } from '../../core';
import type { DreamStep, Fan, LoadedWorldModel, ModelKind } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { light } from '../stores/dreaming';
import { type CurvePoint, curveOf, extentOfCurves, type StartFigure, stepsOf } from './curves';
import type { RealPoint } from './FanChart';
import { type Parting, partingsOf } from './parting';
import { realPoints } from './reality';
import { dreamKey, type Reality, useDreamTab } from './state';
import { useFan } from './useFan';
import { useReady } from './useReady';

const rollouts = 20;

/** One model's dreams of one state, and what is really known of the one that is followed. */
export interface Dreams {
  readonly kind: ModelKind;
  /** It is the one whose steps are looked at and steered. */
  readonly active: boolean;
  readonly info: LoadedWorldModel | null;
  /** Why there are none. */
  readonly errors: readonly ErrorData[];
  readonly fan: Fan | null;
  readonly dreams: readonly (readonly DreamStep[])[];
  readonly chosen: number;
  /** The dream that is followed. */
  readonly steps: readonly DreamStep[];
  readonly reality: Reality | null;
  readonly real: readonly RealPoint[];
  /** Steps that are legal in reality; null before the dream was checked. */
  readonly legal: number | null;
  readonly partings: readonly Parting[];
  /** Milliseconds that a chart of it shows; null before there are dreams. */
  readonly range: readonly [number, number] | null;
  readonly pointed: number | null;
  readonly pointedStep: number | null;
  readonly point: (dream: number | null) => void;
  readonly pointStep: (step: number | null) => void;
  readonly nodesOf: (anchors: readonly number[]) => ReadonlySet<string>;
}

/** Dreams of a state; null for `observed` asks nothing. */
export function useDreams(kind: ModelKind, observed: Observed | null, start: StartFigure): Dreams {
  const active = useDreamTab((s) => s.kind === kind);
  const path = useDreamTab((s) => s.path);
  const temperature = useDreamTab((s) => s.temperature);
  const horizon = useDreamTab((s) => s.horizon);
  const seed = useDreamTab((s) => s.seed);
  const chosenNow = useDreamTab((s) => s.chosen);
  const at = useDreamTab((s) => s.at);
  const realities = useDreamTab((s) => s.realities);
  const { info, error } = useReady(kind, observed);
  const own = active ? path : [];
  const dreamed = useFan(
    info === null || observed === null
      ? null
      : { kind, start: observed.key, path: own, rollouts, horizon, temperature, seed },
  );
  const fan = observed === null ? null : dreamed.fan;
  const [pointed, setPointed] = useState<number | null>(null);
  const [pointedStep, setPointedStep] = useState<number | null>(null);
  const dreams = useMemo(() => fan?.rollouts.map((rollout) => stepsOf(fan, rollout)) ?? [], [fan]);
  const chosen = active && chosenNow < dreams.length ? chosenNow : 0;
  const steps = dreams[chosen] ?? noSteps;
  const reality = realities.get(dreamKey(steps)) ?? null;
  const real = useMemo(
    () => (reality === null || observed === null ? [] : realPoints(observed, start, reality)),
    [reality, observed, start],
  );
  const legal = reality === null ? null : reality.replay.steps.filter((step) => step.legal).length;
  const partings = useMemo(() => {
    return reality === null ? [] : partingsOf(steps, reality.replay.steps, curveOf(start, steps), real);
  }, [reality, steps, start, real]);
  const range = useMemo(() => {
    if (dreams.length === 0) return null;
    const curves: (readonly CurvePoint[])[] = dreams.map((one) => curveOf(start, one));
    return extentOfCurves(curves, curves[chosen] ?? [], real);
  }, [dreams, chosen, real, start]);
  const nodesOf = useCallback(
    (anchors: readonly number[]) =>
      new Set(anchors.flatMap((row) => (row < 0 || observed === null ? [] : [`n${observed.ids[row]}`]))),
    [observed],
  );
  // What is pointed at lights up on the graph: a whole dream, or one step of the one that is followed.
  useEffect(() => {
    if (!active) return;
    const step = pointedStep ?? at;
    if (pointed !== null) light(nodesOf((dreams[pointed] ?? []).map(({ anchor }) => anchor)));
    else if (step !== null && step > 0) light(nodesOf([steps[step - 1]?.anchor ?? -1]));
    else light(nodesOf(steps.map(({ anchor }) => anchor)));
  }, [active, pointed, pointedStep, at, dreams, steps, nodesOf]);
  useEffect(() => {
    if (fan !== null) performance.mark('dream:painted');
  }, [fan]);
  const errors = [error, dreamed.error].filter((one) => one !== null);
  return {
    ...{ kind, active, info, errors, fan, dreams, chosen, steps, reality, real, legal, partings, range },
    ...{ pointed, pointedStep, point: setPointed, pointStep: setPointedStep, nodesOf },
  };
}

const noSteps: readonly DreamStep[] = [];
