import type { OpenedModel } from '../../workers/session/protocol';
import { count, fileSize } from '../format';
import { useSession } from '../stores/session';
import { Facts } from './Facts';

/** The opened model as a whole. */
export function ModelDetails() {
  const model = useSession((s) => s.model);
  if (model === null) return null;
  const opsets = model.opsets.map((o) => `${o.domain === '' ? 'ai.onnx' : o.domain} ${o.version}`).join(', ');
  return (
    <div className="details">
      <h3 className="cut" title={model.name}>
        {model.name}
      </h3>
      <p className="hint quiet">Choose a node on the graph to see what it holds and what it costs.</p>
      <Facts
        rows={[
          ['Nodes', model.nodes.toLocaleString('en-US')],
          ['Weights', fileSize(model.weightBytes)],
          model.macs === null ? null : ['Multiply-adds', count(model.macs)],
          ['Opset', opsets],
          model.producer === '' ? null : ['Made by', model.producer],
        ]}
      />
      <Metadata model={model} />
      <h4>Inputs</h4>
      <ul className="values">
        {model.inputs.map((input) => (
          <li key={input.name}>
            <span className="mono cut" title={input.name}>
              {input.name}
            </span>
            <span className="chip">{input.type}</span>
          </li>
        ))}
      </ul>
      <h4>Outputs</h4>
      <ul className="values">
        {model.outputs.map((output) => (
          <li key={output.name} data-off={!output.kept || undefined}>
            <span className="mono cut" title={output.name}>
              {output.name}
            </span>
            <span className="chip">{output.kept ? output.type : 'dropped'}</span>
          </li>
        ))}
      </ul>
      {model.problems.length > 0 && (
        <>
          <h4>Worth knowing</h4>
          <ul className="problems">
            {model.problems.map((problem) => (
              <li key={`${problem.node ?? ''}${problem.message}`}>{problem.message}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** What the file says of itself, for those who look for it. */
function Metadata({ model: { about, bytes, sha256 } }: { model: OpenedModel }) {
  return (
    <details className="metadata">
      <summary>About the file</summary>
      <Facts
        rows={[
          ['File', fileSize(bytes)],
          about.graphName === '' ? null : ['Graph', about.graphName],
          about.irVersion === 0 ? null : ['ONNX IR version', String(about.irVersion)],
          about.modelVersion === '' ? null : ['Model version', about.modelVersion],
          about.domain === '' ? null : ['Domain', about.domain],
          about.doc === '' ? null : ['Note', about.doc],
          ...about.properties.map(({ name, value }) => [name, value] as const),
          [
            'SHA-256',
            <code key="v" className="whole-hash">
              {sha256}
            </code>,
          ],
        ]}
      />
    </details>
  );
}
