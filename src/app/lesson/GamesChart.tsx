import type { PlayedEpisode } from '../../workers/training/protocol';
import { percent, plural } from '../format';
import { scaleTicks } from '../timeline/series';
import { useSize } from '../timeline/useSize';
import { gamesRange } from './gamesRange';

const LEFT = 48;
const RIGHT = 12;
const TOP = 8;
const BOTTOM = 26;
/** A game is no longer than this. */
const MOVES = 16;

/** The games that a world model learns from, as they are played: the runtime after each move, by estimate. */
export function GamesChart({ games }: { games: readonly PlayedEpisode[] }) {
  const [element, { width, height }] = useSize<HTMLDivElement>();
  const [low, high] = gamesRange(games);
  const x = (move: number) => LEFT + (move / MOVES) * (width - LEFT - RIGHT);
  const y = (share: number) => TOP + ((high - share) / (high - low)) * (height - TOP - BOTTOM);
  const last = games.at(-1);
  return (
    <figure className="games-figure" aria-label="Games played on the real graph">
      <div ref={element} className="chart games-chart">
        {width > 0 && (
          <svg width={width} height={height} aria-hidden="true">
            {scaleTicks(low, high, 3).map((share) => (
              <g key={share} className="tick">
                <line x1={LEFT} x2={width - RIGHT} y1={y(share)} y2={y(share)} />
                <text x={LEFT - 6} y={y(share)} dy="0.33em">
                  {percent(share)}
                </text>
              </g>
            ))}
            {[0, 4, 8, 12, 16].map((move) => (
              <text key={move} x={x(move)} y={height - 8} textAnchor="middle">
                {move}
              </text>
            ))}
            {games.map(({ index, relative }) => (
              <path
                key={index}
                className="game-line"
                data-last={index === last?.index || undefined}
                d={relative.map((share, i) => `${i === 0 ? 'M' : 'L'}${x(i)} ${y(share)}`).join('')}
              />
            ))}
          </svg>
        )}
      </div>
      <p className="games-words">
        {last === undefined ? (
          'None yet.'
        ) : (
          <>
            {plural(games.length, 'game')}; the last one ended after{' '}
            {plural(last.relative.length - 1, 'move')} at{' '}
            <span className="estimated">{percent(last.relative.at(-1) ?? 1)}</span> of the runtime, estimated.
          </>
        )}
      </p>
    </figure>
  );
}
