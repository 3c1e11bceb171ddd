import { CodedError } from '../../core';
import { plural } from '../format';
import { remember, remembered } from '../stores/remember';
import { setSession } from '../stores/session';
import { connection } from './connection';
import { save } from './download';
import { attempt } from './open';

const SETTING = 'keep-operator-times';
/** Longest file that is looked at, in bytes: a table of a hundred thousand operators is smaller. */
const LARGEST = 64_000_000;

const isBoolean = (x: unknown): x is boolean => typeof x === 'boolean';

/** Whether the person wants the operator times of private models to outlive the tab. */
export const keepsOperatorTimes = (): boolean => remembered(SETTING, isBoolean, false);

/** Turned on, what was timed in this tab is stored as well; turned off, the browser forgets all operator times. */
export const keepOperatorTimes = (keep: boolean): Promise<void> =>
  attempt(async () => {
    remember(SETTING, keep);
    await connection().call('keepOperatorTimes', { keep });
    setSession({
      notice: keep ? 'Operator times are kept in this browser' : 'This browser keeps no operator times',
    });
  });

export const saveOperatorTimes = (): Promise<void> =>
  attempt(async () => {
    const table = await connection().call('exportOperatorTimes', null);
    if (table === null || table.rows.length === 0) {
      setSession({ notice: 'No operators have been timed yet' });
      return;
    }
    save('operator-times.json', new Blob([JSON.stringify(table)], { type: 'application/json' }));
  });

/** Takes over operator times that were saved, for the next run that they hold for. */
export const openOperatorTimes = (file: File): Promise<void> =>
  attempt(async () => {
    const { operators, scope } = await connection().call('importOperatorTimes', {
      data: await tableIn(file),
    });
    if (keepsOperatorTimes()) await connection().call('keepOperatorTimes', { keep: true });
    const backend = scope.ep === 'wasm' ? `WASM with ${plural(scope.threads, 'thread')}` : 'WebGPU';
    setSession({
      notice: `Times of ${plural(operators, 'operator')} taken, for ${scope.adapter}, ${backend}, onnxruntime-web ${scope.runtime}`,
    });
  });

async function tableIn(file: File): Promise<unknown> {
  if (file.size > LARGEST)
    throw new CodedError('DATASET_REJECTED', `${file.name} is larger than any such table`);
  try {
    return JSON.parse(await file.text());
  } catch {
    throw new CodedError('DATASET_REJECTED', `${file.name} is not JSON`);
  }
}
