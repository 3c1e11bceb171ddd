import { conditionsOf } from './buildReports';
import { isWin, pairRatio, returnedOf, speedupOf } from './claims';
import { type Ledger, ledgerOf } from './ledger';
import { type EvaluatedModel, evaluatedModels } from './models';
import { afterPeer, ours, peerColumn, roomLeft } from './peers';
import { isResult, type MeasuringLimits, progressOf } from './progress';
import type { RecordFile, RunRecord } from './records';
import type { PeerRow, PeersReport } from './report';
import { original, type Side } from './statistics';
import { type EvaluationSettings, recordedRuns } from './wantedRuns';

/** What the records say of peers, model by model. */
export function peersReport(
  records: RecordFile,
  settings: EvaluationSettings,
  skipped: string | null,
): PeersReport {
  const own = ours(settings);
  const missing: Record<string, string> = skipped === null ? {} : { 'every optimizer': skipped };
  const rows = evaluatedModels.flatMap((model) => {
    const ledger = ledgerOf(records.all, model.name);
    return ledger.peers.size === 0 ? [] : rowsOfModel(model, ledger, records, own);
  });
  return { suite: 'peers', ...conditionsOf(own), rows, missing };
}

function rowsOfModel(
  model: EvaluatedModel,
  ledger: Ledger,
  records: RecordFile,
  settings: EvaluationSettings,
): PeerRow[] {
  const run = recordedRuns(records, model.name, settings).find(isResult);
  const best = run === undefined ? null : returnedBy(run, ledger, settings);
  // Without a run there is nothing of ours; one that found nothing, or nothing that is confirmed, gives the original back.
  const side: Side = run === undefined ? [] : [best?.hash ?? original];
  const macs = ledger.model?.macs ?? null;
  const shared = { model: model.name, class: model.class };
  const timed = { confirmed: ledger.confirmed.filter(({ about }) => about === 'peers') };
  const oursRow: PeerRow = {
    ...shared,
    tool: 'ours',
    version: null,
    seconds: run?.seconds ?? null,
    nodes: null,
    speedup: speedupOf(timed, side)?.speedup ?? null,
    equivalent:
      run === undefined ? null : best === null ? true : (ledger.equivalent.get(best.hash)?.passed ?? null),
    arithmetic: macs === null || run === undefined ? null : macs / (best?.macs ?? macs),
    oursAgainst: null,
    improved: null,
    room: null,
    error: null,
  };
  const theirs = [...ledger.peers.values()].map((peer): PeerRow => {
    const theirSide = [peerColumn(peer.tool)];
    return {
      ...shared,
      tool: peer.tool,
      version: peer.version,
      seconds: peer.seconds,
      nodes: peer.nodes,
      speedup: speedupOf(timed, theirSide)?.speedup ?? null,
      equivalent: peer.equivalent,
      arithmetic: macs === null || peer.macs === null ? null : macs / peer.macs,
      oursAgainst: pairRatio(timed, theirSide, side),
      improved: improvedBy(records, afterPeer(model.name, peer.tool), settings),
      room: roomLeft(ledger, model, peer.tool),
      error: peer.error,
    };
  });
  return [oursRow, ...theirs];
}

/**
 * The fastest graph of a run, as far as the command would return it; null where that is the original. Rounds with peers do not
 * decide it: they are what it is then judged by.
 */
export function returnedBy(run: RunRecord, ledger: Ledger, limits: MeasuringLimits) {
  const confirmed = ledger.confirmed.filter(({ about }) => about === 'winners');
  const [found] = returnedOf([run], { ...ledger, confirmed }, limits).graphs;
  const refused = found?.speedup && !isWin(found.speedup, found.noise);
  return refused ? null : progressOf(run, ledger, limits).best;
}

/** A peer's output ÷ what our search made of it, from a run in which the output was the original. */
function improvedBy(records: RecordFile, model: string, settings: EvaluationSettings): PeerRow['improved'] {
  const ledger = ledgerOf(records.all, model);
  const run = recordedRuns(records, model, settings).find(isResult);
  if (run === undefined) return null;
  const { best, end } = progressOf(run, ledger, settings);
  return end === null ? null : (speedupOf(ledger, [best?.hash ?? original])?.speedup ?? null);
}
