import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { Slider } from 'radix-ui';
import { useRef } from 'react';
import { plural } from '../format';
import { goNear, goTowards, pause, play } from '../session/steps';
import { useSession } from '../stores/session';
import { useView } from '../stores/view';
import { PLOT_LEFT, PLOT_RIGHT } from './across';
import { MeasureButton } from './MeasureButton';
import { Outcome } from './Outcome';
import { RuntimeChart } from './RuntimeChart';

/** The story: every step of the trace, its runtime, and what came of it. */
export function Timeline() {
  const n = useSession((s) => s.steps.length);
  const step = useSession((s) => s.step);
  const title = useSession((s) =>
    s.step === 0 ? 'The original' : (s.steps[s.step - 1]?.title ?? '').replace(/\.$/, ''),
  );
  const playing = useView((s) => s.playing);
  const dragging = useRef(false);
  const none = n === 0;
  // Nothing happened yet and nothing does: the graph has the room. It is given back before the first step is there.
  const empty = useSession((s) => s.steps.length === 0 && !s.running && s.result === null);
  const wasEmpty = useRef(empty);
  if (empty) wasEmpty.current = true;
  const grows = wasEmpty.current && !empty;
  return (
    <section className="timeline" aria-label="Timeline" data-empty={empty} data-grows={grows || undefined}>
      <div className="transport">
        <div className="buttons">
          <button
            type="button"
            className="button icon"
            aria-label="Previous step"
            title="Previous step (←)"
            disabled={none || step === 0}
            onClick={() => goTowards(step - 1)}
          >
            <ChevronLeft size={18} aria-hidden="true" />
          </button>
          <button
            type="button"
            className="button icon"
            aria-label={playing ? 'Pause' : 'Play'}
            title={playing ? 'Pause (Space)' : 'Play (Space)'}
            disabled={none}
            onClick={() => (playing ? pause() : void play())}
          >
            {playing ? <Pause size={16} aria-hidden="true" /> : <Play size={16} aria-hidden="true" />}
          </button>
          <button
            type="button"
            className="button icon"
            aria-label="Next step"
            title="Next step (→)"
            disabled={none || step >= n}
            onClick={() => goTowards(step + 1)}
          >
            <ChevronRight size={18} aria-hidden="true" />
          </button>
        </div>
        <p className="where">
          {none ? (
            <span className="faint">No steps yet</span>
          ) : (
            <>
              <strong>
                Step {step} of {n}
              </strong>
              <span className="quiet" title={title}>
                {title}
              </span>
            </>
          )}
        </p>
        <MeasureButton step={step} />
      </div>
      <div
        className="story"
        style={{ '--plot-left': `${PLOT_LEFT}px`, '--plot-right': `${PLOT_RIGHT}px` } as React.CSSProperties}
      >
        <RuntimeChart />
        <div className="steps-axis">
          {!none && (
            <span className="end" aria-hidden="true">
              0
            </span>
          )}
          <Slider.Root
            className="slider"
            min={0}
            max={Math.max(1, n)}
            value={[step]}
            disabled={none}
            onPointerDown={() => {
              dragging.current = true;
            }}
            onPointerUp={() => {
              dragging.current = false;
            }}
            onPointerCancel={() => {
              dragging.current = false;
            }}
            // A key goes on to the next step that is not hidden; under the pointer it is the nearest.
            onValueChange={([value]) =>
              value !== undefined && (dragging.current ? goNear(value) : goTowards(value))
            }
          >
            <Slider.Track className="slider-track">
              <Slider.Range className="slider-range" />
            </Slider.Track>
            <Slider.Thumb
              className="slider-thumb"
              aria-label="Step"
              aria-valuetext={`Step ${step} of ${n}: ${title}`}
            />
          </Slider.Root>
          {!none && (
            <span className="end" aria-hidden="true">
              {plural(n, 'rewrite')}
            </span>
          )}
        </div>
      </div>
      <Outcome />
    </section>
  );
}
