import type { GraphView, StepView } from '../../workers/session/protocol';
import { connection } from '../session/connection';
import { viewOf } from '../session/views';
import { getView } from '../stores/view';
import { boxLines } from './boxLines';
import { type PictureNode, type PictureSide, pictureOf } from './picture';
import { useAsked } from './useAsked';

const CELL = 108;
const ROW = 34;
const BOX = 20;
/** A name that takes two lines makes its picture's boxes this much higher. */
const LINE = 12;
/** Characters of an operator's name that fit its box. */
const LETTERS = 14;

/** The model's graph at a step: a rewrite is about that one, also while a subgraph is shown. */
const wholeView = (step: number): Promise<GraphView> =>
  getView().inside.length === 0 ? viewOf(step) : connection().call('view', { step });

/** One rewrite up close: what it took away and what it brought, why that is the same, and on which conditions. */
export function RewritePicture({ step }: { step: StepView }) {
  const key = `${step.step} ${step.rule} ${step.site}`;
  const { value: picture, stale } = useAsked(key, async () =>
    pictureOf(await wholeView(step.step - 1), await wholeView(step.step), step),
  );
  const { value: rule } = useAsked(step.rule, () => connection().call('rule', { name: step.rule }));
  if (picture === null || stale) return null;
  return (
    <div className="picture">
      <div className="sides">
        <Side title="Before" side={picture.before} kind="removed" />
        <Side title="After" side={picture.after} kind="added" />
      </div>
      {rule !== null && (
        <>
          <p className="mono algebra">{rule.algebra}</p>
          <p className="quiet">
            {step.exactness === 'bits'
              ? 'Proved: the same bits.'
              : 'Proved: equal in the reals; rounding may differ.'}
          </p>
          {rule.conditions.length > 0 && (
            <details>
              <summary>
                {rule.conditions.length === 1 ? '1 condition' : `${rule.conditions.length} conditions`}
              </summary>
              <ul>
                {rule.conditions.map((condition) => (
                  <li key={condition}>{condition}</li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </div>
  );
}

function Side({ title, side, kind }: { title: string; side: PictureSide; kind: 'removed' | 'added' }) {
  const width = Math.max(1, side.columns) * CELL;
  const taller = side.nodes.some(({ op }) => op.length > LETTERS) ? LINE : 0;
  const [rowHeight, box] = [ROW + taller, BOX + taller];
  const height = Math.max(1, side.rows) * rowHeight;
  const counts = new Map<number, number>();
  for (const { row } of side.nodes) counts.set(row, (counts.get(row) ?? 0) + 1);
  const at = ({ row, column }: PictureNode) => ({
    x: (width - (counts.get(row) ?? 1) * CELL) / 2 + column * CELL + CELL / 2,
    y: row * rowHeight + rowHeight / 2,
  });
  const places = new Map(side.nodes.map((node) => [node.id, at(node)]));
  const said = side.nodes.filter(({ changed }) => changed).map(({ op }) => op);
  return (
    <figure>
      <figcaption>
        {title}
        <span className="unseen">: {said.length === 0 ? 'nothing' : said.join(', ')}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={Math.min(width, 230)}
        aria-hidden="true"
        style={{ maxWidth: '100%' }}
      >
        {side.edges.map(({ from, to }) => {
          const [a, b] = [places.get(from), places.get(to)];
          if (a === undefined || b === undefined) return null;
          const [y1, y2] = [a.y + box / 2, b.y - box / 2];
          const middle = (y1 + y2) / 2;
          return (
            <path key={`${from}-${to}`} d={`M${a.x} ${y1}C${a.x} ${middle} ${b.x} ${middle} ${b.x} ${y2}`} />
          );
        })}
        {side.nodes.map((node) => {
          const { x, y } = at(node);
          return (
            <g key={node.id} className={node.changed ? kind : 'around'}>
              <rect x={x - CELL / 2 + 4} y={y - box / 2} width={CELL - 8} height={box} rx={4} />
              {boxLines(node.op, LETTERS).map((line, i, lines) => (
                <text
                  key={line}
                  x={x}
                  y={y + LINE * (i - (lines.length - 1) / 2)}
                  dy="0.34em"
                  textAnchor="middle"
                  {...(line.length > LETTERS
                    ? { textLength: CELL - 14, lengthAdjust: 'spacingAndGlyphs' as const }
                    : {})}
                >
                  {line}
                </text>
              ))}
            </g>
          );
        })}
      </svg>
      {side.left > 0 && <p className="faint">and {side.left} more</p>}
    </figure>
  );
}
