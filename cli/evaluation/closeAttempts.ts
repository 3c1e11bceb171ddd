import { ledgerOf } from './ledger';
import type { RecordFile } from './records';

/**
 * A process that was ended from outside did not die of what it measured since its beginning. What an earlier process died with is
 * as suspect as before.
 */
export function closeAttempts(records: RecordFile, beginning: number): void {
  const [earlier, own] = [records.all.slice(0, beginning), records.all.slice(beginning)];
  for (const model of new Set(own.map((record) => record.model))) {
    const hashes = [...ledgerOf(own, model).suspects];
    if (hashes.length === 0) continue;
    records.add({ kind: 'survived', model, hashes });
    const { suspects } = ledgerOf(earlier, model);
    const open = hashes.filter((hash) => suspects.has(hash));
    if (open.length > 0) records.add({ kind: 'attempt', model, hashes: open });
  }
}
