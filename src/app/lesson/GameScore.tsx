import type { Measured } from '../../workers/session/protocol';
import { count, percent, ratio, time } from '../format';
import { GameChart } from './GameChart';
import type { Board } from './game';
import { useLoading } from './loading';
import { within } from './within';

/** How the player is doing, counted and measured. */
export function GameScore({
  board,
  figures,
  busy,
  unsure,
}: {
  board: Board;
  figures: readonly (Measured | null)[];
  busy: boolean;
  unsure: boolean;
}) {
  const macs = board.macs.at(-1) ?? 0;
  const start = board.macs[0] ?? 1;
  const clock = figures.at(-1) ?? null;
  const loading = useLoading((s) => s.text);
  return (
    <div className="game-score">
      <dl className="figures">
        <div>
          <dt className="estimated">Counted</dt>
          <dd>
            <strong>{percent(macs / Math.max(1, start))}</strong> {count(macs)} multiplications
          </dd>
        </div>
        <div>
          <dt className="measured">Measured</dt>
          <dd>
            <span role="status">
              {clock === null ? (
                busy ? (
                  (loading ?? 'asking the clock, about 2 s')
                ) : unsure ? (
                  'the machine is too busy to tell'
                ) : (
                  'not yet'
                )
              ) : (
                <>
                  <strong>{ratio(clock.ratio)}</strong> {within(clock)}
                  {board.moves.length === 0 ? ', the start against itself' : `, ${time(clock.ms)}`}
                </>
              )}
            </span>
          </dd>
        </div>
        <div>
          <dt>Moves</dt>
          <dd>
            <strong>{board.moves.length}</strong>{' '}
            {board.refused === null
              ? (board.steps.at(-1)?.title.replace(/\.$/, '') ?? 'none yet')
              : `the link's move ${board.refused} is not legal in this version`}
          </dd>
        </div>
      </dl>
      <GameChart macs={board.macs} measured={figures} />
    </div>
  );
}
