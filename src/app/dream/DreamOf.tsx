import { RefreshCw, Undo2 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Fan, LoadedWorldModel, ModelKind } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { time } from '../format';
import { light } from '../stores/dreaming';
import { useSession } from '../stores/session';
import { useWorldModel } from '../stores/worldModel';
import { stepsOf } from './curves';
import { DreamDetails } from './DreamDetails';
import { DreamSlider } from './DreamSlider';
import { Failure } from './Failure';
import { FanChart } from './FanChart';
import { partingsOf } from './parting';
import { realPoints } from './reality';
import { dreamKey, setDreamTab, useDreamTab } from './state';
import { useFan } from './useFan';
import { useReady } from './useReady';

const rollouts = 20;
const kinds: readonly ModelKind[] = ['dreamgraph', 'rlflow'];

/** Dreams of one state. */
export function DreamOf({ observed }: { observed: Observed }) {
  const tab = useDreamTab();
  const { kind, compare, temperature, horizon, seed } = tab;
  const start = tab.start === observed.key && tab.clock !== null ? tab.clock : sourceOf(observed);
  const shown = compare ? kinds : [kind];
  return (
    <>
      <Beginning observed={observed} start={start} />
      <ModelChoice />
      {shown.map((one) => (
        <DreamsOf key={one} kind={one} observed={observed} start={start} titled={compare}>
          {compare && one !== kinds.at(-1) ? null : (
            <div className="dream-controls">
              <DreamSlider
                label="Temperature"
                value={temperature}
                min={0}
                max={2}
                step={0.05}
                text={temperature.toFixed(2)}
                ends={['surest move', 'bolder']}
                onChange={(value) => setDreamTab({ temperature: value })}
              />
              <DreamSlider
                label="Horizon"
                value={horizon}
                min={1}
                max={30}
                step={1}
                text={horizon === 1 ? '1 rewrite' : `${horizon} rewrites`}
                ends={['1', '30']}
                onChange={(value) => setDreamTab({ horizon: value })}
              />
              <div className="dream-buttons">
                <button
                  type="button"
                  className="button small"
                  title="The same question with other chances"
                  onClick={() => setDreamTab({ seed: seed + 1, chosen: 0, at: null })}
                >
                  <RefreshCw size={13} aria-hidden="true" />
                  Dream again
                </button>
                {tab.path.length > 0 && (
                  <button
                    type="button"
                    className="button small"
                    onClick={() => setDreamTab({ path: [], chosen: 0, at: null })}
                  >
                    <Undo2 size={13} aria-hidden="true" />
                    Stop steering
                  </button>
                )}
              </div>
            </div>
          )}
        </DreamsOf>
      ))}
    </>
  );
}

const sourceOf = ({ ms, source }: Observed) => ({ ms, source }) as const;

function Beginning({ observed, start }: { observed: Observed; start: { ms: number; source: string } }) {
  return (
    <p className="dream-lead">
      What the world model <strong className="imagined">imagines</strong> could become of{' '}
      {observed.step === 0 ? 'the original' : `the graph after step ${observed.step}`}, now{' '}
      <span className={start.source}>
        {start.source === 'estimated' ? '≈ ' : ''}
        {time(start.ms)} {start.source}
      </span>
      . No rewrite is made and nothing is timed until you ask.
    </p>
  );
}

/** Which of the two models dreams, or both. */
function ModelChoice() {
  const kind = useDreamTab((s) => s.kind);
  const compare = useDreamTab((s) => s.compare);
  const value = compare ? 'both' : kind;
  return (
    <fieldset className="segments">
      <legend className="unseen">World model</legend>
      {(['dreamgraph', 'rlflow', 'both'] as const).map((one) => (
        <label key={one} data-on={value === one || undefined}>
          <input
            type="radio"
            name="world-model"
            className="unseen"
            checked={value === one}
            onChange={() =>
              setDreamTab(
                one === 'both'
                  ? { compare: true }
                  : { compare: false, kind: one, chosen: 0, at: null, path: [] },
              )
            }
          />
          {one === 'both' ? 'side by side' : one}
        </label>
      ))}
    </fieldset>
  );
}

interface DreamsOfProps {
  readonly kind: ModelKind;
  readonly observed: Observed;
  readonly start: { readonly ms: number; readonly source: 'measured' | 'estimated' };
  /** It stands beside another model's. */
  readonly titled: boolean;
  /** The controls, right under the fan. */
  readonly children: React.ReactNode;
}

/** One model's dreams of one state. */
function DreamsOf({ kind, observed, start, titled, children }: DreamsOfProps) {
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
  const partings = useMemo(() => {
    const imagined = [
      { step: 0, ms: start.ms, low: start.ms, high: start.ms },
      ...steps.map((s, i) => ({
        step: i + 1,
        ms: start.ms * s.factor,
        low: start.ms * s.low,
        high: start.ms * s.high,
      })),
    ];
    return reality === null ? [] : partingsOf(steps, reality.replay.steps, imagined, real);
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
  return (
    <section className="dreams-of" aria-label={titled ? `Dreams of ${kind}` : 'Dreams'}>
      {titled && <h4>{kind}</h4>}
      {error !== null && <Failure error={error} />}
      {dreamed.error !== null && <Failure error={dreamed.error} />}
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
          onChoose={(index) =>
            setDreamTab(active ? { chosen: index, at: null } : { kind, chosen: index, at: null, path: [] })
          }
        />
      )}
      {children}
      {info !== null && fan !== null && <Provenance info={info} fan={fan} />}
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
