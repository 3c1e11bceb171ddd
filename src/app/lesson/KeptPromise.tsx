import type { Measured } from '../../workers/session/protocol';
import { plural, ratio, time } from '../format';
import { useLoading } from './loading';
import { within } from './within';

/** What the clock's word comes to: the interval decides, not the number in its middle. */
function verdict({ ratioLow, ratioHigh }: Measured, moves: number): string {
  if (ratioLow > 1) return ` After ${plural(moves, 'move')} the graph is faster.`;
  if (ratioHigh < 1) return ` After ${plural(moves, 'move')} the graph is slower.`;
  return ' The interval holds ×1, so nothing has been shown.';
}

interface KeptPromiseProps {
  readonly legal: number;
  readonly of: number;
  readonly best: number;
  readonly now: number | null;
  /** Runtime after the best move over that of the start, as imagined. */
  readonly imagined: number;
  readonly measured: Measured | null;
}

/** What was promised and what the clock kept of it, in a sentence. */
export function KeptPromise({ legal, of, best, now, imagined, measured }: KeptPromiseProps) {
  const loading = useLoading((s) => s.text);
  if (legal === 0)
    return <>The first move of this dream is illegal: there is nothing to measure. Try another.</>;
  const asking =
    now === null
      ? ''
      : loading === null
        ? ` Asking the clock about the graph after ${plural(now, 'move')}, about 2 s.`
        : ` ${loading}.`;
  return (
    <>
      {legal} of {plural(of, 'move')} {legal === 1 ? 'is' : 'are'} legal. After {plural(best, 'move')}:{' '}
      <span className="imagined">imagined {ratio(1 / imagined)}</span>
      {measured !== null && (
        <>
          ,{' '}
          <span className="measured">
            measured {ratio(measured.ratio)} {within(measured)}, {time(measured.ms)}
          </span>
        </>
      )}
      .{measured !== null && verdict(measured, best)}
      {asking}
    </>
  );
}
