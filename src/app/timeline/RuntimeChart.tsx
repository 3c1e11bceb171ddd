import { useMemo } from 'react';
import { areApart, presentRun } from '../session/rival';
import { goNear } from '../session/steps';
import { useSenderSeries } from '../share/SenderMarks';
import { useShared } from '../share/shared';
import { useSession } from '../stores/session';
import { setView, useView } from '../stores/view';
import { across } from './across';
import { FiguresTable } from './FiguresTable';
import { Readout } from './Readout';
import { RuntimePlot } from './RuntimePlot';
import { extentOf, seriesOf } from './series';
import { useSize } from './useSize';

/** Imagined, estimated and measured runtime at each step. */
export function RuntimeChart() {
  const steps = useSession((s) => s.steps);
  const step = useSession((s) => s.step);
  const result = useSession((s) => s.result);
  const hovered = useView((s) => s.hoveredStep);
  const raced = useSession((s) => s.rival);
  // A run on another target is on another scale.
  const apart = raced !== null && areApart(raced, presentRun(raced, { steps, result }));
  const rival = apart ? null : raced;
  const received = useShared(({ shared }) => shared !== null && shared.phase !== 'asking');
  const own = useMemo(() => seriesOf(steps, result, rival), [steps, result, rival]);
  const { series, sender, unit } = useSenderSeries(own);
  const extent = useMemo(
    () => extentOf({ ...series, measured: [...series.measured, ...sender] }),
    [series, sender],
  );
  const [element, { width, height }] = useSize<HTMLElement>();
  const n = steps.length;
  const rivalName = rival?.who === 'you' ? 'You' : 'Agent';
  const pointed = hovered ?? step;
  return (
    <figure ref={element} className="chart" aria-label="Imagined and measured runtime">
      {width > 0 && height > 0 && extent !== null && (
        <svg
          width={width}
          height={height}
          aria-hidden="true"
          onPointerMove={(event) => setView({ hoveredStep: nearest(event, n) })}
          onPointerLeave={() => setView({ hoveredStep: null })}
          onClick={(event) => goNear(nearest(event, n))}
        >
          <RuntimePlot {...{ series, sender, unit, extent, width, height, n, step, pointed, rivalName }} />
        </svg>
      )}
      {width > 0 && extent !== null && hovered !== null && hovered <= n && (
        <Readout {...{ series, sender, unit, width }} step={hovered} x={across(hovered, n, width)} />
      )}
      {extent === null && (
        <p className="quiet chart-empty">
          {received
            ? 'This trace came without runtimes. “Measure here” takes them on this machine, rewrite by rewrite.'
            : 'Optimize takes about a minute. The runtime after every rewrite appears here, as the world model imagined it and as the clock measured it.'}
        </p>
      )}
      <FiguresTable {...{ series, sender, unit, step }} />
    </figure>
  );
}

function nearest(event: React.MouseEvent<SVGSVGElement>, n: number): number {
  const box = event.currentTarget.getBoundingClientRect();
  const from = across(0, n, box.width);
  const to = across(n, n, box.width);
  return Math.max(
    0,
    Math.min(n, Math.round(((event.clientX - box.left - from) / Math.max(1, to - from)) * n)),
  );
}
