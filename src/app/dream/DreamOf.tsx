import type { Observed } from '../../workers/session/dream/protocol';
import { useSenderStart } from '../share/senderStart';
import { CompareTable } from './CompareTable';
import { type StartFigure, startFigure, startWords } from './curves';
import { DreamControls } from './DreamControls';
import { DreamFan } from './DreamFan';
import { DreamStory } from './DreamStory';
import { ModelChoice } from './ModelChoice';
import { useDreamTab } from './state';
import { useDreams } from './useDreams';

/** Dreams of one state: of one model, or of both side by side on one scale. */
export function DreamOf({ observed }: { observed: Observed }) {
  const tab = useDreamTab();
  const { kind, compare } = tab;
  const theirs = useSenderStart(observed.step);
  const clock = tab.start === observed.key ? tab.clock : null;
  // In a shared trace the chart stands on the sender's clock, and dreams with it, until one's own was asked.
  const start = clock ?? (observed.source === 'measured' ? null : theirs) ?? sourceOf(observed);
  const dreamgraph = useDreams('dreamgraph', compare || kind === 'dreamgraph' ? observed : null, start);
  const rlflow = useDreams('rlflow', compare || kind === 'rlflow' ? observed : null, start);
  const shown = compare ? [dreamgraph, rlflow] : [kind === 'dreamgraph' ? dreamgraph : rlflow];
  const ranges = shown.flatMap(({ range }) => (range === null ? [] : [range]));
  const range =
    ranges.length === 0
      ? null
      : ([Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))] as const);
  const more = { start, titled: compare };
  return (
    <div className="dream-of" data-both={compare || undefined}>
      <Beginning observed={observed} start={start} />
      <ModelChoice />
      <div className="beside">
        {shown.map((one) => (
          <DreamFan key={one.kind} of={one} range={range} {...more} />
        ))}
      </div>
      <DreamControls />
      {compare && <CompareTable both={shown} start={start} />}
      <div className="beside">
        {shown.map((one) => (
          <DreamStory key={one.kind} of={one} observed={observed} {...more} />
        ))}
      </div>
    </div>
  );
}

const sourceOf = ({ ms, source }: Observed) => ({ ms, source }) as const;

function Beginning({ observed, start }: { observed: Observed; start: StartFigure }) {
  return (
    <p className="dream-lead">
      What the world model <strong className="imagined">imagines</strong> could become of{' '}
      {observed.step === 0 ? 'the original' : `step ${observed.step}`}, now{' '}
      <span className={start.source}>
        {startFigure(start)} {startWords(start)}
      </span>
      .
    </p>
  );
}
