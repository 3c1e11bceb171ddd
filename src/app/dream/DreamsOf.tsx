import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { Fan, LoadedWorldModel, ModelKind } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { time } from '../format';
import { light } from '../stores/dreaming';
import { useSession } from '../stores/session';
import { useWorldModel } from '../stores/worldModel';
import { curveOf, type StartFigure, stepsOf } from './curves';
import { DreamDetails } from './DreamDetails';
import { DreamPromise } from './DreamPromise';
import { Failure } from './Failure';
import { FanChart } from './FanChart';
import { FastestDream } from './FastestDream';
import { partingsOf } from './parting';
import { RealityButtons } from './RealityButtons';
import { realPoints } from './reality';
import { dreamKey, setDreamTab, useDreamTab } from './state';
import { useFan } from './useFan';
import { useReady } from './useReady';

const rollouts = 20;

export interface DreamsOfProps {
  readonly kind: ModelKind;
  readonly observed: Observed;
  readonly start: StartFigure;
  /** It stands beside another model's. */
  readonly titled: boolean;
  /** The controls, right under the fan. */
  readonly children: ReactNode;
}

/** One model's dreams of one state. */
export function DreamsOf({ kind, observed, start, titled, children }: DreamsOfProps) {
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
    info === null ? null : { kind, start: observed.key, path: own, rollouts, horizon, temperature, seed },
  );
  const { fan } = dreamed;
  const [pointed, setPointed] = useState<number | null>(null);
  const [pointedStep, setPointedStep] = useState<number | null>(null);
  const dreams = useMemo(() => fan?.rollouts.map((rollout) => stepsOf(fan, rollout)) ?? [], [fan]);
  const chosen = active && chosenNow < dreams.length ? chosenNow : 0;
  const steps = dreams[chosen] ?? [];
  const reality = realities.get(dreamKey(steps)) ?? null;
  const real = useMemo(
    () => (reality === null ? [] : realPoints(observed, start, reality)),
    [reality, observed, start],
  );
  const legal = reality === null ? null : reality.replay.steps.filter((step) => step.legal).length;
  const partings = useMemo(() => {
    return reality === null ? [] : partingsOf(steps, reality.replay.steps, curveOf(start, steps), real);
  }, [reality, steps, start, real]);
  const nodesOf = useCallback(
    (anchors: readonly number[]) =>
      new Set(anchors.flatMap((row) => (row < 0 ? [] : [`n${observed.ids[row]}`]))),
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
  const follow = (index: number) =>
    setDreamTab(active ? { chosen: index, at: null } : { kind, chosen: index, at: null, path: [] });
  return (
    <section className="dreams-of" aria-label={titled ? `Dreams of ${kind}` : 'Dreams'}>
      {titled && <h3>{kind}</h3>}
      {error !== null && <Failure error={error} />}
      {dreamed.error !== null && <Failure error={dreamed.error} />}
      {fan !== null && (
        <>
          <DreamPromise start={start} steps={steps} real={real} legal={legal} likeliest={chosen === 0} />
          <FastestDream dreams={dreams} chosen={chosen} onFollow={follow} />
          <RealityButtons {...{ kind, observed, dreams, chosen, reality, legal }} />
        </>
      )}
      {fan === null ? (
        <div className="fan fan-empty quiet">
          {error === null && dreamed.error === null && <p>Waking the world model.</p>}
        </div>
      ) : (
        <FanChart
          start={start}
          dreams={dreams}
          horizon={horizon}
          chosen={chosen}
          pointed={pointed}
          step={active ? (pointedStep ?? at) : null}
          real={real}
          partings={partings}
          label={`Imagined runtime of ${dreams.length} dreams${titled ? ` of ${kind}` : ''}`}
          onPoint={setPointed}
          onChoose={follow}
        />
      )}
      {children}
      {fan !== null && (active || !titled) && (
        <DreamDetails
          key={dreamKey(steps)}
          kind={kind}
          observed={observed}
          start={start}
          fan={fan}
          dreams={dreams}
          chosen={chosen}
          real={real}
          partings={partings}
          reality={reality}
          nodesOf={nodesOf}
          onPointStep={setPointedStep}
        />
      )}
      {info !== null && fan !== null && <Provenance info={info} fan={fan} />}
    </section>
  );
}

const choosers = {
  predictions: 'moves chosen by what the model predicts of the next step',
  policy: 'moves chosen by the trained agent',
} as const;

function Provenance({ info, fan }: { info: LoadedWorldModel; fan: Fan }) {
  const origin = useWorldModel((s) => (s.kind === info.kind ? s.origin : 'pretrained'));
  const name = useSession((s) => s.model?.name.replace(/\.onnx$/i, '') ?? '');
  const known = info.trainedOn.includes(name);
  return (
    <p className="faint dream-origin">
      {fan.rollouts.length} dreams, {fan.imagined} imagined steps in {time(fan.ms)} ({info.backend});{' '}
      {choosers[info.chooser]}. {info.kind}, {origin}
      {info.trainedOn.length > 0 &&
        (known ? ', has seen this model' : ', has never seen this model: trust it less')}
      .
    </p>
  );
}
