import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { peersFolder, peersPython } from '../../scripts/peers/setup.mjs';
import { CodedError } from '../../src/core';
import { decodeModel, type Graph, graphCost, inferGraphWithProblems, specialise } from '../../src/graph';
import { confirmEntries, groupsOf, isConfirmed } from './confirming';
import { evaluateModel, type ModelJob } from './evaluateModel';
import { type Entry, openLab } from './lab';
import { ledgerOf } from './ledger';
import { type Bench, isFatal, replayed, roomFor } from './measuring';
import type { EvaluatedModel } from './models';
import { isResult, progressOf } from './progress';
import type { PeerRecord } from './records';
import { type EvaluationSettings, recordedRuns } from './wantedRuns';

const peerTools = [
  'onnxsim',
  'onnxslim',
  'onnxoptimizer',
  'onnxruntime',
  'transformers',
  'transformers-alone',
] as const;
export type PeerTool = (typeof peerTools)[number];

/** The column of a peer's file in a confirming record. */
export const peerColumn = (tool: string): string => `peer:${tool}`;
/** The name under which what we make of a peer's output is recorded. */
export const afterPeer = (model: string, tool: string): string => `${model} after ${tool}`;

/** A tool that takes longer than this is given up. Milliseconds. */
const toolLimitMs = 300_000;
/** Python reads at most this much in one file, and WebAssembly has to hold it beside the original. */
const largestFile = 1.2e9;

const script = fileURLToPath(new URL('../../scripts/peers/optimize.py', import.meta.url));
const outputOf = (model: string, tool: string): string =>
  path.join(peersFolder, 'out', `${model}.${tool}.onnx`);

/** Our own search in comparisons with peers. */
export const ours = (settings: EvaluationSettings): EvaluationSettings => ({
  ...settings,
  agents: ['auto'],
  seeds: settings.seeds.slice(0, 1),
});

/** Has every tool optimize the model, where that has not been done (or failed, with `again`); needs no quiet machine. */
export async function preparePeers(job: ModelJob, model: EvaluatedModel, again: boolean): Promise<void> {
  const known = ledgerOf(job.records.all, model.name).peers;
  const wanted = toolsFor(model).filter(
    (tool) => !known.has(tool) || (again && known.get(tool)?.error !== null),
  );
  if (wanted.length === 0) return;
  const lab = await openLab(job.base, job.settings.threads);
  try {
    const input = path.join(peersFolder, 'in', `${model.name}.onnx`);
    for (const folder of ['in', 'out']) mkdirSync(path.join(peersFolder, folder), { recursive: true });
    const large = lab.weightBytes > largestFile;
    if (!large) writeFileSync(input, await lab.file());
    for (const tool of wanted) {
      const nothing = { version: null, seconds: null, nodes: null, macs: null, equivalent: null };
      const about = { kind: 'peer', model: model.name, tool } as const;
      const ran = large ? 'the model is too large' : runTool(tool, input, model);
      const record: PeerRecord =
        typeof ran === 'string'
          ? { ...about, ...nothing, error: ran }
          : { ...about, ...ran, ...(await checked(lab, model.name, tool)) };
      job.records.add(record);
      job.log(`${model.name}: ${tool} ${record.error ?? `took ${record.seconds} s, ${record.nodes} nodes`}`);
    }
  } finally {
    await lab.dispose().catch(() => undefined);
  }
}

/** An output that computes something else is not compared with. */
const isUsable = ({ error, equivalent }: PeerRecord): boolean => error === null && equivalent === true;

/** onnxruntime's transformer optimizer is for transformers. */
const toolsFor = (model: EvaluatedModel): readonly PeerTool[] =>
  model.class === 'one-token encoder'
    ? peerTools
    : peerTools.filter((tool) => !tool.startsWith('transformers'));

type Ran = Pick<PeerRecord, 'version' | 'seconds' | 'nodes'>;

/** What the tool says of its work, or why there is none. */
function runTool(tool: PeerTool, input: string, model: EvaluatedModel): Ran | string {
  const kind = model.name.startsWith('vit') ? 'vit' : 'bert';
  try {
    const args = [script, tool, input, outputOf(model.name, tool), kind];
    const printed = execFileSync(peersPython, args, {
      encoding: 'utf8',
      timeout: toolLimitMs,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const said = JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Ran;
    return { version: said.version, seconds: said.seconds, nodes: said.nodes };
  } catch (thrown) {
    const { stdout, message } = thrown as { stdout?: string; message: string };
    const last = (stdout ?? '').trim().split('\n').at(-1) ?? '';
    try {
      return String((JSON.parse(last) as { error: unknown }).error);
    } catch {
      return message.split('\n')[0] ?? 'it failed';
    }
  }
}

/** A peer's output as a graph of ours; null where it is not there. */
function peerGraph(model: string, tool: string): Graph | null {
  const file = outputOf(model, tool);
  if (!existsSync(file)) return null;
  const { graph } = inferGraphWithProblems(decodeModel(new Uint8Array(readFileSync(file))));
  return specialise(graph, { dims: {}, keepOutputs: null });
}

async function checked(
  lab: Awaited<ReturnType<typeof openLab>>,
  model: string,
  tool: string,
): Promise<Pick<PeerRecord, 'macs' | 'equivalent' | 'error'>> {
  try {
    const graph = peerGraph(model, tool);
    if (graph === null) return { macs: null, equivalent: null, error: 'it wrote no file' };
    const { macs, unknown } = graphCost(graph);
    const { passed } = await lab.verify(graph);
    // What an unknown operator computes is not counted, so the sum would say too little.
    return { macs: unknown > 0 ? null : macs, equivalent: passed, error: null };
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || isFatal(thrown)) throw thrown;
    return { macs: null, equivalent: null, error: `its output cannot be run here: ${thrown.message}` };
  }
}

/** Peers' outputs and ours in the same rounds, then each output as our own start. */
export async function comparePeers(job: ModelJob, model: EvaluatedModel): Promise<'done' | 'time'> {
  const own = { ...job, settings: ours(job.settings) };
  let usable: readonly string[] = [];
  let confirmed: Awaited<ReturnType<typeof confirmPeers>> = 'again';
  while (confirmed === 'again') {
    if ((await evaluateModel(own)) === 'time') return 'time';
    await preparePeers(job, model, false);
    if (job.over()) return 'time';
    const ledger = ledgerOf(job.records.all, model.name);
    usable = [...ledger.peers.values()].filter(isUsable).map(({ tool }) => tool);
    confirmed = await confirmPeers(own, usable);
    if (confirmed === 'time') return 'time';
  }
  for (const tool of worthImproving(job, model, usable)) {
    const base = peerGraph(model.name, tool);
    if (base === null) continue;
    if (job.over()) return 'time';
    const after = { ...own, model: afterPeer(model.name, tool), base };
    if ((await evaluateModel(after)) === 'time') return 'time';
  }
  return 'done';
}

/** `again`: our fastest graph cannot be made any more and was refused, so that another may be it. */
async function confirmPeers(job: ModelJob, tools: readonly string[]): Promise<'done' | 'time' | 'again'> {
  const { records, model, base, settings, over, log } = job;
  const ledger = ledgerOf(records.all, model);
  const run = recordedRuns(records, model, settings).find(isResult);
  const best = run === undefined ? null : progressOf(run, ledger, settings).best;
  const lab = await openLab(base, settings.threads);
  const bench: Bench = { lab, records, model, ms: ledger.model?.ms ?? 8, over, log };
  try {
    const always = best === null ? [] : [best.hash];
    for (const columns of groupsOf(tools.map(peerColumn), always, roomFor(lab.weightBytes))) {
      if (isConfirmed(ledger.confirmed, columns)) continue;
      if (over()) return 'time';
      const entries: Entry[] = [];
      for (const column of columns) {
        const tool = tools.find((name) => peerColumn(name) === column);
        if (tool !== undefined) {
          entries.push({ source: { bytes: new Uint8Array(readFileSync(outputOf(model, tool))) } });
          continue;
        }
        const graph = best === null ? null : replayed(bench, best);
        if (graph === null) return 'again';
        entries.push({ source: await lab.source(graph) });
      }
      const record = await confirmEntries(bench, { about: 'peers', columns }, entries);
      records.add(record);
      log(`${model}: timed ${columns.length} outputs beside the original in ${record.rounds.length} rounds`);
    }
    return 'done';
  } finally {
    await lab.dispose().catch(() => undefined);
  }
}

/** Peers' outputs in which arithmetic is left to save, each graph once. */
function worthImproving({ records }: ModelJob, model: EvaluatedModel, tools: readonly string[]): string[] {
  const ledger = ledgerOf(records.all, model.name);
  return tools.filter((tool) => {
    const room = roomLeft(ledger, model, tool);
    return room !== null && room > 1.01;
  });
}

/** A peer's multiply-adds ÷ the fewest that are known; null where they cannot be counted. */
export function roomLeft(
  ledger: ReturnType<typeof ledgerOf>,
  model: EvaluatedModel,
  tool: string,
): number | null {
  const macs = ledger.peers.get(tool)?.macs ?? null;
  if (macs === null || ledger.model === null) return null;
  const stated =
    model.statedBound === null ? Number.POSITIVE_INFINITY : ledger.model.macs / model.statedBound;
  const counting = ledger.runs.flatMap(({ offered }) =>
    offered.filter(({ hash }) => !ledger.refused.has(hash)),
  );
  return macs / Math.min(stated, ledger.model.recipeMacs, ...counting.map((graph) => graph.macs));
}
