import { Lightbulb, Redo2, RotateCcw, Undo2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { LegalRewrite } from '../../../workers/session/protocol';
import type { Mark } from '../../canvas/marks';
import { warmUp } from '../../dream/warm';
import { plural } from '../../format';
import { ChapterFrame, type Section } from '../ChapterFrame';
import { FigureFrame } from '../FigureFrame';
import { GameMoves } from '../GameMoves';
import { GameScore } from '../GameScore';
import { GraphFigure } from '../GraphFigure';
import { MOST_MOVES, movesOf, textOf, useBoard, useClock } from '../game';
import { hint } from '../hint';
import { useSample } from '../sample';
import { setFigure, useLesson } from '../store';
import { usePlaced } from '../usePlaced';
import { warmClock } from '../warmClock';

const MODEL = 'tiny_attention';

const sections: readonly Section[] = [
  {
    title: 'A move changes the graph, never the answer',
    text: (
      <>
        <p>
          This is one block of attention, as in every language model, with small numbers. A{' '}
          <em>rewrite rule</em> says: where this shape of operations occurs, that one computes the same.
          Adding two constants one after the other is adding their sum. Taking the first row of a sum is
          summing two first rows.
        </p>
        <p>
          Every lit card is a place where some rule applies now. Choose one, then choose a move from the list.
          Each of these rules has been proved, so you cannot make a wrong move. You can make a useless one.
        </p>
      </>
    ),
  },
  {
    title: 'Some moves pay later',
    text: (
      <>
        <p>
          Two numbers tell how you are doing. <span className="estimated">Counted</span>: the multiplications
          of one run. <span className="measured">Measured</span>: the clock of this machine, which compares
          your graph with the start in turns and gives an interval.
        </p>
        <p>
          Only the first of this block's 64 words leaves it, and the operation that picks that word is the
          last one of all. If it could go first, the rest would have a sixty-fourth of the work. But it can
          only climb one operation at a time, and most of these steps save nothing. A player who only takes
          what pays at once stops right here. <em>Show me</em> plays a way that somebody found.
        </p>
      </>
    ),
  },
  {
    title: 'And some are refused',
    text: (
      <>
        <p>
          Picking the first word cannot climb everywhere. Past the keys and values it may not go: the first
          word looks at all of the words, so they are all needed. Choose a card and open{' '}
          <em>Why not here?</em> to read what the rules say. A condition that is forgotten here would be a
          wrong answer somewhere else, one day, in somebody's model.
        </p>
        <p>
          The game ends when you say so. There is nearly always another legal move, and the number of ways to
          play grows with every one of them: after ten moves there are more graphs than one could ever
          measure. That is why somebody has to <em>imagine</em>, which is the next chapter.
        </p>
      </>
    ),
  },
];

/** Chapter 2: rewriting is a game. */
export default function Game() {
  const text = useLesson((s) => s.figure.moves);
  const picked = useLesson((s) => s.figure.node ?? null);
  const moves = useMemo(() => movesOf(text), [text]);
  const { sample, error } = useSample(MODEL);
  const board = useBoard(sample, moves);
  const { measured, busy, unsure } = useClock(sample?.session ?? null, board);
  useEffect(() => {
    if (sample !== null) void warmClock(sample);
  }, [sample]);
  const timed = measured.size > 0;
  useEffect(() => {
    // The next chapter dreams; to start that now would have disturbed the clock.
    if (timed) warmUp();
  }, [timed]);
  // Laid out anew after each move: near to before, the gaps that moves leave would grow and grow.
  const placed = usePlaced(board?.view ?? null, `${MODEL} ${board?.moves.join() ?? ''}`);
  const [undone, setUndone] = useState<readonly string[]>([]);
  const [playing, setPlaying] = useState(false);

  const settled = board !== null && board.moves.length === moves.length;
  const play = (list: readonly string[], left: readonly string[] = []) => {
    setUndone(left);
    setFigure({ moves: textOf(list), node: '' });
  };
  const move = (rewrite: LegalRewrite) => play([...moves, rewrite.id]);

  useEffect(() => {
    if (!playing || board === null || !settled) return;
    const next = moves.length >= MOST_MOVES ? null : hint(board.legal);
    if (next === null) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => setFigure({ moves: textOf([...moves, next.id]), node: '' }), 450);
    return () => clearTimeout(timer);
  }, [playing, board, settled, moves]);

  const marks = useMemo(
    () => new Map((board?.steps.at(-1)?.added ?? []).map((id): [string, Mark] => [id, 'added'])),
    [board],
  );
  const lit = useMemo(() => invitations(board?.legal ?? []), [board]);
  const figures = useMemo(
    () => (board?.macs ?? []).map((_, i) => measured.get((board?.moves ?? []).slice(0, i).join(' ')) ?? null),
    [board, measured],
  );
  return (
    <ChapterFrame
      title="Rewriting is a game"
      lead="The same answer can be computed in many ways, and some take less time. Getting from one to another is a matter of small, legal moves."
      sections={sections}
      figure={
        <FigureFrame
          title="The board"
          error={error}
          tools={
            <>
              <button
                type="button"
                className="button small icon"
                aria-label="Undo"
                disabled={moves.length === 0 || playing}
                onClick={() => play(moves.slice(0, -1), [...moves.slice(-1), ...undone])}
              >
                <Undo2 size={15} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="button small icon"
                aria-label="Redo"
                disabled={undone.length === 0 || playing}
                onClick={() => play([...moves, ...undone.slice(0, 1)], undone.slice(1))}
              >
                <Redo2 size={15} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="button small icon"
                aria-label="Start over"
                disabled={moves.length === 0 || playing}
                onClick={() => play([])}
              >
                <RotateCcw size={14} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="button small"
                aria-pressed={playing}
                disabled={board === null || (!playing && hint(board.legal) === null)}
                onClick={() => setPlaying(!playing)}
              >
                <Lightbulb size={14} aria-hidden="true" />
                {playing ? 'Stop' : 'Show me'}
              </button>
            </>
          }
          foot={
            board === null ? (
              <p role="status">Setting up the board</p>
            ) : (
              <GameScore board={board} figures={figures} busy={busy} unsure={unsure} />
            )
          }
        >
          {placed !== null && board !== null && (
            <div className="game">
              <GraphFigure
                placed={placed}
                label="The graph after your rewrites; lit cards have legal rewrites"
                marks={marks}
                lit={lit}
                selected={picked}
                focus={picked !== null ? [picked] : (board.steps.at(-1)?.added ?? [])}
                onPick={(id) => setFigure({ node: id === picked ? '' : id })}
              />
              <GameMoves
                board={board}
                picked={picked}
                sample={sample}
                disabled={playing || !settled || moves.length >= MOST_MOVES}
                onMove={move}
              />
            </div>
          )}
        </FigureFrame>
      }
    />
  );
}

/** Cards with legal rewrites, and how many. */
function invitations(legal: readonly LegalRewrite[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const { nodes } of legal)
    for (const id of nodes.slice(0, 1)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return new Map([...counts].map(([id, n]) => [id, plural(n, 'legal rewrite')]));
}
