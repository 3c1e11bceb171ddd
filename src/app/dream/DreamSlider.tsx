import { Slider } from 'radix-ui';

export interface DreamSliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words, for the eye and for screen readers. */
  readonly text: string;
  /** What its ends mean. */
  readonly ends: readonly [string, string];
  readonly onChange: (value: number) => void;
}

/** A slider that says what it does: its name, its value, and what lies at either end. */
export function DreamSlider({ label, value, min, max, step, text, ends, onChange }: DreamSliderProps) {
  return (
    <div className="dream-slider">
      <p className="dream-slider-head">
        <span>{label}</span>
        <span className="figures">{text}</span>
      </p>
      <Slider.Root
        className="dream-slider-root"
        min={min}
        max={max}
        step={step}
        value={[value]}
        onValueChange={([next]) => next !== undefined && onChange(next)}
      >
        <Slider.Track className="slider-track">
          <Slider.Range className="slider-range" />
        </Slider.Track>
        <Slider.Thumb className="slider-thumb" aria-label={label} aria-valuetext={text} />
      </Slider.Root>
      <p className="dream-slider-ends" aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </p>
    </div>
  );
}
