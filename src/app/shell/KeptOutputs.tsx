import type { OpenedModel } from '../../workers/session/protocol';

interface Props {
  readonly outputs: OpenedModel['outputs'];
  readonly kept: ReadonlySet<string>;
  readonly onKeep: (kept: ReadonlySet<string>) => void;
}

/** Which outputs are kept, one by one, or all and none of them at once where there are hundreds. */
export function KeptOutputs({ outputs, kept, onKeep }: Props) {
  return (
    <fieldset>
      <legend>Outputs to keep</legend>
      {outputs.length > 2 && (
        <div className="all-or-none">
          <button
            type="button"
            className="button plain small"
            disabled={kept.size === outputs.length}
            onClick={() => onKeep(new Set(outputs.map(({ name }) => name)))}
          >
            All
          </button>
          <button
            type="button"
            className="button plain small"
            disabled={kept.size === 0}
            onClick={() => onKeep(new Set())}
          >
            None
          </button>
          <span className="faint figures">
            {kept.size} of {outputs.length}
          </span>
        </div>
      )}
      {outputs.map((output) => (
        <label className="check" key={output.name}>
          <input
            type="checkbox"
            checked={kept.has(output.name)}
            onChange={(event) => {
              const next = new Set(kept);
              if (event.currentTarget.checked) next.add(output.name);
              else next.delete(output.name);
              onKeep(next);
            }}
          />
          <span className="cut mono" title={output.name}>
            {output.name}
          </span>
          <small className="faint">{output.type}</small>
        </label>
      ))}
    </fieldset>
  );
}
