import { useEffect, useRef, useState } from 'react';
import type { SessionClient } from '../../workers/session/client';
import type { GraphView, LegalRewrite, Measured, StepView } from '../../workers/session/protocol';
import { loaded } from './loading';
import type { Sample } from './sample';
import { wasmTarget } from './wasmTarget';

/** More moves than a link should hold. */
export const MOST_MOVES = 60;

/** Moves as a link holds them: `12.45.0_3.7.1`. */
export const movesOf = (text: string | undefined): string[] =>
  text === undefined || text === ''
    ? []
    : text
        .split('_')
        .filter((move) => /^\d{1,4}\.\d{1,6}\.\d{1,4}$/.test(move))
        .map((move) => move.replaceAll('.', '/'))
        .slice(0, MOST_MOVES);

export const textOf = (moves: readonly string[]): string =>
  moves.map((move) => move.replaceAll('/', '.')).join('_');

/** The board after some moves. */
export interface Board {
  readonly moves: readonly string[];
  readonly steps: readonly StepView[];
  readonly view: GraphView;
  readonly legal: readonly LegalRewrite[];
  /** Multiply-adds after each move, the start first. */
  readonly macs: readonly number[];
  /** 1-based: the move of a link that is not legal in this version; null: all were. */
  readonly refused: number | null;
}

/** A graph without its groups: a board on which every card can be moved. */
const flat = (view: GraphView): GraphView => ({
  ...view,
  groups: [],
  nodes: view.nodes.map((node) => ({ ...node, group: null })),
});

const macsOf = (view: GraphView): number => view.nodes.reduce((sum, node) => sum + node.macs, 0);

/** Plays moves on a sample: what they share with those played before stays as it is. */
export function useBoard(sample: Sample | null, moves: readonly string[]): Board | null {
  const [board, setBoard] = useState<Board | null>(null);
  const played = useRef<{
    sample: Sample | null;
    moves: string[];
    steps: readonly StepView[];
    macs: number[];
  }>({
    sample: null,
    moves: [],
    steps: [],
    macs: [],
  });
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const key = moves.join(' ');
  useEffect(() => {
    if (sample === null) return;
    let wanted = true;
    const asked = key === '' ? [] : key.split(' ');
    const work = async (): Promise<void> => {
      if (!wanted) return;
      const { session } = sample;
      if (played.current.sample !== sample) {
        played.current = { sample, moves: [], steps: [], macs: [macsOf(sample.view)] };
      }
      const now = played.current;
      let same = 0;
      while (same < asked.length && now.moves[same] === asked[same]) same++;
      let refused: number | null = null;
      for (let step = same; step < asked.length; step++) {
        const rewrite = asked[step] ?? '';
        try {
          now.steps = await session.call('apply', { step, rewrite });
        } catch {
          refused = step + 1;
          break;
        }
        now.moves = [...now.moves.slice(0, step), rewrite];
        now.macs = [...now.macs.slice(0, step + 1), macsOf(await session.call('view', { step: step + 1 }))];
      }
      const step = refused === null ? asked.length : refused - 1;
      const [view, legal] = await Promise.all([
        session.call('view', { step }),
        session.call('legal', { step, node: null }),
      ]);
      if (!wanted) return;
      setBoard({
        moves: asked.slice(0, step),
        steps: now.steps.slice(0, step),
        view: flat(view),
        legal,
        macs: now.macs.slice(0, step + 1),
        refused,
      });
    };
    const mine = turn.current.then(work);
    turn.current = mine.catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [sample, key]);
  return sample === null ? null : board;
}

/** How long the clock compares a board with the start, in seconds. */
const LOOK = 0.8;
/** Moves that follow each other faster than this are not measured one by one, in ms. */
const SETTLED = 500;

/**
 * Measures each new board against the start in the background, once the player has stopped for a moment. `unsure`: the
 * machine was too busy for a figure of this board.
 */
export function useClock(session: SessionClient | null, board: Board | null) {
  const [measured, setMeasured] = useState<ReadonlyMap<string, Measured>>(new Map());
  const [busy, setBusy] = useState(false);
  const [unsure, setUnsure] = useState<string | null>(null);
  const latest = useRef(measured);
  latest.current = measured;
  const key = board === null ? null : board.moves.join(' ');
  useEffect(() => {
    if (session === null || key === null || latest.current.has(key)) return;
    let wanted = true;
    const step = key === '' ? 0 : key.split(' ').length;
    const timer = setTimeout(async () => {
      setBusy(true);
      setUnsure(null);
      try {
        const target = await wasmTarget(session);
        if (!wanted) return;
        const result = await session.call('measure', { step, target, seconds: LOOK });
        loaded();
        // Another move may have been made meanwhile; the figure still belongs to the board that was asked about.
        setMeasured((all) => new Map(all).set(key, result));
      } catch {
        // A machine too busy for a figure: the next board is measured again.
        setUnsure(key);
      } finally {
        setBusy(false);
      }
    }, SETTLED);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [session, key]);
  return { measured, busy, unsure: unsure !== null && unsure === key };
}
