import { ChevronDown, SlidersHorizontal } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useId, useState } from 'react';
import type { OpenedModel } from '../../workers/session/protocol';
import { attempt, specialise } from '../session/open';
import { undoable } from '../session/undo';
import { useSession } from '../stores/session';
import { KeptOutputs } from './KeptOutputs';

/** The sizes the dynamic dimensions have, and the outputs that are kept; opens to change both. */
export default function DimsChip() {
  const model = useSession((s) => s.model);
  const running = useSession((s) => s.running);
  const [open, setOpen] = useState(false);
  if (model === null || (model.dims.length === 0 && model.outputs.length < 2)) return null;
  const dropped = model.outputs.filter((output) => !output.kept).length;
  const sizes = model.dims.map((dim) => `${dim.value} ${dim.name}`).join(' · ');
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button small chip-button" disabled={running}>
        <SlidersHorizontal size={13} aria-hidden="true" />
        <span className="cut">
          {sizes || 'Outputs'}
          {dropped > 0 && ` · ${model.outputs.length - dropped} of ${model.outputs.length} outputs`}
        </span>
        <ChevronDown size={13} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover"
          aria-label="Dimensions and outputs"
          align="start"
          sideOffset={6}
          collisionPadding={8}
        >
          <SpecialiseForm model={model} done={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function SpecialiseForm({ model, done }: { model: OpenedModel; done: () => void }) {
  const [dims, setDims] = useState(() =>
    Object.fromEntries(model.dims.map((d) => [d.name, String(d.value)])),
  );
  const [kept, setKept] = useState<ReadonlySet<string>>(
    () => new Set(model.outputs.filter((o) => o.kept).map((o) => o.name)),
  );
  const hasTrace = useSession((s) => s.steps.length > 0);
  const wrong = model.dims.find((dim) => !/^[1-9]\d{0,6}$/.test(dims[dim.name] ?? ''));
  const id = useId();
  return (
    <form
      className="form long-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong !== undefined || kept.size === 0) return;
        done();
        const wanted = {
          dims: Object.fromEntries(model.dims.map((d) => [d.name, Number(dims[d.name])])),
          keepOutputs: kept.size === model.outputs.length ? null : [...kept],
        };
        void attempt(() => undoable('Dimensions and outputs', () => specialise(wanted)));
      }}
    >
      <div className="scroll">
        {model.dims.length > 0 && (
          <fieldset>
            <legend>Dimensions</legend>
            <p className="quiet">The model leaves these open. Both sides are measured at the same sizes.</p>
            {model.dims.map((dim) => (
              <div className="field" key={dim.name}>
                <label htmlFor={`${id}${dim.name}`} title={dim.name}>
                  <strong>{dim.name}</strong>
                  <small className="faint cut">{dim.inputs.join(', ')}</small>
                </label>
                <input
                  id={`${id}${dim.name}`}
                  inputMode="numeric"
                  autoComplete="off"
                  value={dims[dim.name] ?? ''}
                  aria-invalid={wrong?.name === dim.name}
                  aria-describedby={wrong?.name === dim.name ? `${id}wrong` : undefined}
                  onChange={(event) => setDims({ ...dims, [dim.name]: event.currentTarget.value.trim() })}
                />
              </div>
            ))}
          </fieldset>
        )}
        {model.outputs.length > 1 && <KeptOutputs outputs={model.outputs} kept={kept} onKeep={setKept} />}
      </div>
      <div className="form-foot">
        <p id={`${id}wrong`} className="faint" aria-live="polite">
          {wrong !== undefined
            ? `${inSentence(wrong.name)} needs a whole number from 1 to 9,999,999`
            : kept.size === 0
              ? 'Keep at least one output'
              : hasTrace
                ? 'The rewrites found so far will be dropped'
                : ''}
        </p>
        <button type="submit" className="button primary" disabled={wrong !== undefined || kept.size === 0}>
          Apply
        </button>
      </div>
    </form>
  );
}

/** A name that is short enough for a sentence: of a long one its end, by which such names differ. */
const inSentence = (name: string): string => (name.length <= 40 ? name : `…${name.slice(-39)}`);
