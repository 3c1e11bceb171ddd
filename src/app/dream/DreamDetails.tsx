import { ChevronLeft, ChevronRight, Scale, Square, Timer, Wand2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DreamStep, Fan, ModelKind } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { lastName } from '../canvas/Cards';
import { about } from '../format';
import { connection } from '../session/connection';
import { attempt } from '../session/open';
import { takeTrace } from '../session/steps';
import { light } from '../stores/dreaming';
import { setSession, useSession } from '../stores/session';
import { Choices } from './Choices';
import { bestStep, type StartFigure } from './curves';
import { DreamPromise } from './DreamPromise';
import { DreamSteps, Mask } from './DreamSteps';
import type { RealPoint } from './FanChart';
import type { Parting } from './parting';
import { checkDreams, measureDream, SECONDS } from './reality';
import { Scatter } from './Scatter';
import { getDreamTab, type Reality, setDreamTab, useDreamTab } from './state';
import { useMoment } from './useMoment';

export interface DreamDetailsProps {
  readonly kind: ModelKind;
  readonly observed: Observed;
  readonly start: StartFigure;
  readonly fan: Fan;
  readonly dreams: readonly (readonly DreamStep[])[];
  readonly chosen: number;
  readonly real: readonly RealPoint[];
  readonly partings: readonly Parting[];
  readonly reality: Reality | null;
  readonly nodesOf: (anchors: readonly number[]) => ReadonlySet<string>;
  readonly onPointStep: (step: number | null) => void;
}

const noChecks: never[] = [];

/** The dream that is followed: its promise, reality beside it, its steps, and where it could have gone. */
export function DreamDetails(props: DreamDetailsProps) {
  const { kind, observed, start, fan, dreams, chosen, real, partings, reality, nodesOf } = props;
  const at = useDreamTab((s) => s.at);
  const temperature = useDreamTab((s) => s.temperature);
  const path = useDreamTab((s) => s.path);
  const checked = useDreamTab((s) => s.checked.get(kind) ?? noChecks);
  const steps = dreams[chosen] ?? [];
  const legal = reality === null ? null : reality.replay.steps.filter((step) => step.legal).length;
  const looked = at === null ? null : steps.slice(0, at);
  const moment = useMoment(
    looked === null ? null : { kind, start: observed.key, path: looked.map(moveOf), temperature },
  );
  const placeOf = usePlaces(observed);
  return (
    <>
      <div className="dream-pager">
        <button
          type="button"
          className="button plain icon small"
          aria-label="Previous dream"
          disabled={chosen === 0}
          onClick={() => setDreamTab({ chosen: chosen - 1, at: null })}
        >
          <ChevronLeft size={16} aria-hidden="true" />
        </button>
        <span>
          Dream {chosen + 1} of {dreams.length}
          {chosen === 0 && ', the likeliest'}
        </span>
        <button
          type="button"
          className="button plain icon small"
          aria-label="Next dream"
          disabled={chosen >= dreams.length - 1}
          onClick={() => setDreamTab({ chosen: chosen + 1, at: null })}
        >
          <ChevronRight size={16} aria-hidden="true" />
        </button>
      </div>
      <DreamPromise start={start} steps={steps} real={real} legal={legal} likeliest={chosen === 0} />
      <RealityButtons {...props} legal={legal} />
      {partings.length > 0 && (
        <ul className="partings" aria-label="Where dream and reality part">
          {partings.map((one) => (
            <li key={one.kind} data-kind={one.kind}>
              <span aria-hidden="true">
                {one.kind === 'illegal' ? '✕' : one.kind === 'runtime' ? '≠' : '?'}
              </span>
              <span>
                Step {one.step}: {one.what}
              </span>
            </li>
          ))}
        </ul>
      )}
      <DreamSteps
        start={start}
        steps={steps}
        end={fan.rollouts[chosen]?.end ?? 'horizon'}
        steered={fan.path.length}
        rules={observed.rules}
        placeOf={placeOf}
        at={at}
        replay={reality?.replay.steps ?? null}
        real={real}
        onLook={(step) => setDreamTab({ at: step })}
        onPoint={props.onPointStep}
      >
        {at !== null && (
          <>
            <Mask
              counts={at === 0 ? observed.observation.counts : (steps[at - 1]?.counts ?? [])}
              real={at === 0 ? null : realMask(reality, at)}
              rules={observed.rules}
              certain={at === 0}
            />
            <Choices
              moment={moment}
              rules={observed.rules}
              placeOf={placeOf}
              onChoose={(option) =>
                setDreamTab({
                  kind,
                  path: [...steps.slice(0, at).map(moveOf), moveOf(option)],
                  chosen: 0,
                  at: at + 1,
                })
              }
              onPoint={(option) => light(option === null ? null : nodesOf([option.anchor]))}
            />
          </>
        )}
      </DreamSteps>
      {path.length > 0 && (
        <p className="quiet">
          The first {path.length === 1 ? 'move is' : `${path.length} moves are`} your choice.
        </p>
      )}
      <Scatter points={checked} />
    </>
  );
}

const moveOf = ({ rule, site }: { readonly rule: number; readonly site: number }) => ({ rule, site });

/** The mask after a step that was really made. */
const realMask = (reality: Reality | null, at: number): Uint16Array | null => {
  const step = reality?.replay.steps[at - 1];
  return step?.legal === true ? step.counts : null;
};

/** Words for the node in a row, from the graph on the canvas. */
function usePlaces(observed: Observed): (anchor: number) => string {
  const view = useSession((s) => s.view);
  return (anchor) => {
    if (anchor < 0) return 'a place that only comes about in the dream';
    const node = view?.nodes.find(({ id }) => id === `n${observed.ids[anchor]}`);
    return node === undefined ? '' : [node.op, lastName(node)].filter((part) => part !== '').join(' · ');
  };
}

/** Plays the dream for real, asks the clock about it, and takes it over. */
function RealityButtons(props: DreamDetailsProps & { readonly legal: number | null }) {
  const { kind, observed, dreams, chosen, reality, legal } = props;
  const target = useSession((s) => s.target);
  const able = useSession(
    (s) => s.target !== null && s.model?.notTimeable === null && s.model.weights !== 'missing',
  );
  const [checking, setChecking] = useState(false);
  const [measuring, setMeasuring] = useState<string | null>(null);
  const going = useRef(false);
  const steps = dreams[chosen] ?? [];
  const check = async () => {
    setChecking(true);
    const mine = dreams[chosen] ?? [];
    await attempt(async () => {
      await checkDreams(kind, observed, [mine, ...dreams], () => true);
    });
    setChecking(false);
  };
  const measure = async () => {
    if (legal === null || legal === 0) return;
    const first = Math.max(1, Math.min(legal, bestStep(steps)));
    const rest = Array.from({ length: legal }, (_, i) => i + 1).filter((count) => count !== first);
    const order = [first, ...rest].filter((count) => !reality?.measured.has(count));
    going.current = true;
    await measureDream(
      kind,
      observed,
      steps,
      order,
      (done) =>
        setMeasuring(
          `Measuring rewrite ${order[done]} of this dream, ${done + 1} of ${order.length}, ${about(SECONDS * 1.5 * (order.length - done))} left`,
        ),
      () => going.current,
    );
    setMeasuring(null);
  };
  const take = () =>
    attempt(async () => {
      const { start } = getDreamTab();
      if (reality === null || legal === null || start !== observed.key) return;
      const count = Math.min(legal, bestStep(steps) || legal);
      const taken = await connection().call('takeDream', { replay: reality.replay.id, steps: count });
      setSession({ result: null, operators: null });
      await takeTrace(taken, true);
    });
  const unmeasured = legal !== null && legal > 0 && (reality?.measured.size ?? 0) < legal;
  if (steps.length === 0) return null;
  return (
    <>
      <div className="dream-buttons">
        {reality === null && (
          <button
            type="button"
            className="button small primary"
            disabled={checking}
            onClick={() => void check()}
          >
            <Scale size={13} aria-hidden="true" />
            Check against reality
          </button>
        )}
        {measuring !== null ? (
          <button
            type="button"
            className="button small"
            onClick={() => {
              going.current = false;
            }}
          >
            <Square size={11} fill="currentColor" aria-hidden="true" />
            Stop measuring
          </button>
        ) : (
          unmeasured && (
            <button
              type="button"
              className="button small primary"
              disabled={!able || target === null}
              onClick={() => void measure()}
            >
              <Timer size={13} aria-hidden="true" />
              Ask the clock
            </button>
          )
        )}
        {legal !== null && legal > 0 && (
          <button
            type="button"
            className="button small"
            disabled={measuring !== null}
            title="Makes the dream's legal rewrites for real; they become the trace"
            onClick={() => void take()}
          >
            <Wand2 size={13} aria-hidden="true" />
            Make it real
          </button>
        )}
      </div>
      {measuring !== null && (
        <p className="quiet" role="status">
          {measuring}
        </p>
      )}
    </>
  );
}
