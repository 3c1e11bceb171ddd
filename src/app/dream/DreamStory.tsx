import type { Observed } from '../../workers/session/dream/protocol';
import type { StartFigure } from './curves';
import { DreamDetails } from './DreamDetails';
import { DreamPromise } from './DreamPromise';
import { FastestDream } from './FastestDream';
import { follow } from './follow';
import { noneBegins } from './noneBegins';
import { Provenance } from './Provenance';
import { RealityButtons } from './RealityButtons';
import { dreamKey } from './state';
import type { Dreams } from './useDreams';

export interface DreamStoryProps {
  readonly of: Dreams;
  readonly observed: Observed;
  readonly start: StartFigure;
  /** It stands beside another model's. */
  readonly titled: boolean;
}

/** What a model's dream promises, what reality keeps of it, and its steps. */
export function DreamStory({ of, observed, start, titled }: DreamStoryProps) {
  const { kind, active, info, fan, dreams, chosen, steps, reality, real, legal, partings, nodesOf } = of;
  // What there is to say of such dreams stands where the others are drawn.
  if (fan === null || noneBegins(fan, dreams)) return null;
  return (
    <section className="dreams-of" aria-label={titled ? `What ${kind} promises` : 'What it promises'}>
      {titled && <h3>{kind}</h3>}
      <DreamPromise start={start} steps={steps} real={real} legal={legal} likeliest={chosen === 0} />
      <FastestDream dreams={dreams} chosen={chosen} onFollow={(index) => follow(of, index)} />
      <RealityButtons {...{ kind, observed, dreams, chosen, reality, legal }} />
      {(active || !titled) && (
        <DreamDetails
          key={dreamKey(steps)}
          {...{ kind, observed, start, fan, dreams, chosen, real, partings, reality, nodesOf }}
          onPointStep={of.pointStep}
        />
      )}
      {titled && !active && (
        <button type="button" className="link" onClick={() => follow(of, 0)}>
          Follow the dreams of {kind} step by step
        </button>
      )}
      {info !== null && <Provenance info={info} fan={fan} />}
    </section>
  );
}
