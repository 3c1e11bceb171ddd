import { getSession, setSession } from '../stores/session';
import { connection } from './connection';
import { fixedSizes, openSizes } from './fixedSizes';
import { attempt } from './open';
import { noteSaved } from './unsaved';

/**
 * Saves the model at a step as a file, and its weights beside it where they do not fit inside. Where it takes other sizes no
 * more, that is said.
 */
export const download = (step: number): Promise<void> =>
  attempt(async () => {
    const { steps, model, result } = getSession();
    const { name, blob, external, fixedDims } = await connection().call('encode', { step });
    save(name, blob);
    for (const file of external) save(file.name, file.blob);
    if (step > 0) noteSaved(step);
    const dims = Object.fromEntries((model?.dims ?? []).map((dim) => [dim.name, dim.value]));
    const timed = steps[step - 1]?.measured != null || (result !== null && step === steps.length);
    const open = step === 0 ? null : openSizes(dims, fixedDims, timed);
    const notice = fixedSizes(fixedDims, (fixing) => steps[fixing - 1]?.title) ?? open;
    if (notice !== null) setSession({ notice });
  });

/** Saves a constant's values as a NumPy file. */
export const saveWeight = (name: string, step: number, value: number): Promise<void> =>
  attempt(async () => {
    const blob = await connection().call('weightFile', { step, value });
    // A value need not have a name.
    save(`${name.replaceAll(/[^\w.-]+/g, '_') || 'values'}.npy`, blob);
  });

/** Hands a blob to the browser's own way of saving. */
export function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has to have started reading before the address goes away.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
