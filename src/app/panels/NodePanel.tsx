import { Layers } from 'lucide-react';
import type { Inside, NodeDetails, ValueDetails, ViewNode } from '../../workers/session/protocol';
import { Glyph } from '../canvas/Cards';
import { familyNames } from '../canvas/families';
import { count, fileSize, percent } from '../format';
import { connection } from '../session/connection';
import { enterSubgraph } from '../session/inside';
import { useSession } from '../stores/session';
import { CopyButton } from './CopyButton';
import { Deselect } from './Deselect';
import { Facts } from './Facts';
import { nodeText } from './nodeText';
import { RewriteCount } from './RewriteCount';
import { RewritesHere } from './RewritesHere';
import { useAsked } from './useAsked';
import { useLegal } from './useLegal';
import { Weights } from './Weights';

const outermost: Inside = [];

/** One node: what it does, what goes in and comes out, what it costs. */
export function NodePanel({ node, step }: { node: ViewNode; step: number }) {
  const inside = useSession((s) => s.view?.inside) ?? outermost;
  const { value, error, stale } = useAsked(node.kind === 'node' ? `${step} ${node.id}` : null, () =>
    connection().call('inspect', { step, node: node.id, inside }),
  );
  // The rules are about the model itself, not about the bodies of its loops.
  const legal = useLegal(node.kind === 'node' && inside.length === 0 ? node.id : null, step);
  const details = stale || value?.id !== node.id ? null : value;
  return (
    <div className="details" data-family={node.family}>
      <div className="details-head">
        <Glyph family={node.family} />
        <h3>{node.kind === 'node' ? node.op : node.kind === 'input' ? 'Input' : 'Output'}</h3>
        {node.domain !== '' && <span className="chip">{node.domain}</span>}
        <div className="pair">
          <CopyButton label="Copy details" text={nodeText(node, details)} />
          <Deselect />
        </div>
      </div>
      {node.name !== '' && <p className="full-name mono">{breakable(node.name)}</p>}
      <Facts
        rows={[
          node.kind === 'node' ? ['Kind', familyNames[node.family]] : null,
          ['Shape', node.shape],
          node.share === null ? null : ['Share of runtime', percent(node.share)],
          ...costRows(details?.cost ?? null, node),
        ]}
      />
      {error !== null && <p className="problem">{error.message}</p>}
      {legal !== null && <RewriteCount legal={legal} />}
      {node.subgraphs.length > 0 && (
        <>
          <h4>Subgraphs</h4>
          <div className="row">
            {node.subgraphs.map((attr) => (
              <button
                key={attr}
                type="button"
                className="button small"
                onClick={() => void enterSubgraph(node, attr)}
              >
                <Layers size={13} aria-hidden="true" />
                Enter {attr}
              </button>
            ))}
          </div>
        </>
      )}
      {details !== null && <Body details={details} step={inside.length > 0 ? null : step} />}
      {legal !== null && <RewritesHere legal={legal} node={node.id} step={step} />}
    </div>
  );
}

/** `step` null: weights cannot be asked about here. */
function Body({ details, step }: { details: NodeDetails; step: number | null }) {
  return (
    <>
      {details.attrs.length > 0 && (
        <>
          <h4>Attributes</h4>
          <Facts rows={details.attrs.map((attr) => [attr.name, <code key="v">{attr.value}</code>])} />
        </>
      )}
      {details.inputs.length > 0 && (
        <>
          <h4>Inputs</h4>
          <Values values={details.inputs} step={step} />
        </>
      )}
      {details.outputs.length > 0 && (
        <>
          <h4>Outputs</h4>
          <Values values={details.outputs} step={step} />
        </>
      )}
      {details.doc !== '' && (
        <>
          <h4>Note in the file</h4>
          <p className="quiet">{details.doc}</p>
        </>
      )}
    </>
  );
}

function Values({ values, step }: { values: readonly ValueDetails[]; step: number | null }) {
  return (
    <ul className="values">
      {values.map((value) => (
        <li key={`${value.slot} ${value.value}`}>
          <span className="slot faint">{value.slot}</span>
          <span className="chip">{value.type}</span>
          {value.name !== '' && <span className="mono value-name">{breakable(value.name)}</span>}
          {value.contents !== null && <code className="contents">{value.contents}</code>}
          {asksForValues(value) && step !== null && (
            <Weights
              name={value.name}
              value={value.value}
              step={step}
              computed={value.constant === 'computed'}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function costRows(cost: NodeDetails['cost'], node: ViewNode): (readonly [string, string] | null)[] {
  if (cost === null) {
    return [node.macs > 0 ? ['Multiply-adds', count(node.macs)] : null];
  }
  return [
    cost.macs > 0 ? ['Multiply-adds', count(cost.macs)] : ['Operations', count(cost.flops)],
    ['Reads', fileSize(cost.bytesRead)],
    ['Writes', fileSize(cost.bytesWritten)],
    cost.params > 0 ? ['Parameters', count(cost.params)] : null,
  ];
}

/** Small constants are written out; of the others, and of those that rules compute, the values are asked for. */
const asksForValues = ({ constant, contents }: ValueDetails): boolean =>
  constant === 'computed' || (constant === 'stored' && contents === null);

/** Long names break after slashes and dots. */
const breakable = (name: string): string => name.replaceAll(/([/._])/g, '$1\u200b');
