import { plural } from '../format';
import { DreamSlider } from './DreamSlider';

interface DreamSlidersProps {
  readonly temperature: number;
  readonly horizon: number;
  readonly onTemperature: (temperature: number) => void;
  readonly onHorizon: (horizon: number) => void;
}

/** How boldly and how far to dream. */
export function DreamSliders({ temperature, horizon, onTemperature, onHorizon }: DreamSlidersProps) {
  return (
    <>
      <DreamSlider
        label="Temperature"
        value={temperature}
        min={0}
        max={2}
        step={0.05}
        text={temperature.toFixed(2)}
        ends={['surest move', 'bolder']}
        onChange={onTemperature}
      />
      <DreamSlider
        label="Horizon"
        value={horizon}
        min={1}
        max={30}
        step={1}
        text={plural(horizon, 'rewrite')}
        ends={['1', '30']}
        onChange={onHorizon}
      />
    </>
  );
}
