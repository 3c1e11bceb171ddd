import { useState } from 'react';
import type { LegalRewrite, RuleRefusal } from '../../workers/session/protocol';
import { plural } from '../format';
import type { Board } from './game';
import type { Sample } from './sample';

interface GameMovesProps {
  readonly board: Board;
  readonly picked: string | null;
  readonly sample: Sample | null;
  readonly disabled: boolean;
  readonly onMove: (rewrite: LegalRewrite) => void;
}

/** The legal moves: of the chosen card, or of all. */
export function GameMoves({ board, picked, sample, disabled, onMove }: GameMovesProps) {
  const here = picked === null ? board.legal : board.legal.filter(({ nodes }) => nodes[0] === picked);
  const op = board.view.nodes.find(({ id }) => id === picked)?.op ?? '';
  return (
    <section
      className="game-moves scroll"
      aria-label="Legal rewrites"
      data-all={picked === null || undefined}
    >
      <h3>
        {picked === null ? `${plural(here.length, 'legal move')}` : `${plural(here.length, 'move')} at ${op}`}
      </h3>
      <ul>
        {here.map((rewrite) => (
          <li key={rewrite.id}>
            <button type="button" disabled={disabled} onClick={() => onMove(rewrite)}>
              {rewrite.title.replace(/\.$/, '')}
              {picked === null && <small>{placeOf(board, rewrite)}</small>}
            </button>
          </li>
        ))}
      </ul>
      {picked !== null && <WhyNot key={`${picked} ${board.moves.length}`} {...{ board, picked, sample }} />}
    </section>
  );
}

const placeOf = (board: Board, rewrite: LegalRewrite): string => {
  const node = board.view.nodes.find(({ id }) => id === rewrite.nodes[0]);
  return node === undefined ? '' : `at ${node.op} ${node.shape}`;
};

/** What the rules that do not apply at a card say, once it is asked. */
function WhyNot({ board, picked, sample }: { board: Board; picked: string; sample: Sample | null }) {
  const [refusals, setRefusals] = useState<readonly RuleRefusal[] | null>(null);
  const ask = async () => {
    if (refusals !== null || sample === null) return;
    setRefusals(
      await sample.session.call('explain', { step: board.moves.length, node: picked }).catch(() => []),
    );
  };
  return (
    <details className="why-not" onToggle={() => void ask()}>
      <summary>Why not here?</summary>
      {refusals !== null && refusals.length === 0 && <p>No other rule begins with this operation.</p>}
      <ul>
        {(refusals ?? []).slice(0, 12).map(({ rule, title, reason }) => (
          <li key={rule}>
            <strong>{title.replace(/\.$/, '')}</strong>: {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
