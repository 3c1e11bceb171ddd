import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { DreamStep, Fan, ModelKind } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { lastName } from '../canvas/Cards';
import { bringUp, light } from '../stores/dreaming';
import { useSession } from '../stores/session';
import { Choices } from './Choices';
import type { StartFigure } from './curves';
import { DreamSteps, Mask } from './DreamSteps';
import type { RealPoint } from './FanChart';
import { type Parting, signOf } from './parting';
import { Scatter } from './Scatter';
import { type Reality, setDreamTab, useDreamTab } from './state';
import { steer } from './steer';
import { useExpected } from './useExpected';
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

/** The dream that is followed: where reality parts from it, its steps, and where it could have gone. */
export function DreamDetails(props: DreamDetailsProps) {
  const { kind, observed, start, fan, dreams, chosen, real, partings, reality, nodesOf } = props;
  const at = useDreamTab((s) => s.at);
  const temperature = useDreamTab((s) => s.temperature);
  const path = useDreamTab((s) => s.path);
  const checked = useDreamTab((s) => s.checked.get(kind) ?? noChecks);
  const steps = dreams[chosen] ?? [];
  const looked = at === null ? null : steps.slice(0, at);
  const moment = useMoment(
    fan.version,
    looked === null ? null : { kind, start: observed.key, path: looked.map(moveOf), temperature },
  );
  const placeOf = usePlaces(observed);
  const expected = useExpected(fan, observed.key, steps);
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
      {partings.length > 0 && (
        <ul className="partings" aria-label="Where dream and reality part">
          {partings.map((one) => (
            <li key={one.kind} data-kind={one.kind}>
              <span aria-hidden="true">{signOf(one)}</span>
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
        expected={expected}
        onLook={(step) => {
          setDreamTab({ at: step });
          const [place] = nodesOf([steps[(step ?? 0) - 1]?.anchor ?? -1]);
          if (place !== undefined) bringUp(place);
        }}
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
                steer('Steer the dream', {
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
