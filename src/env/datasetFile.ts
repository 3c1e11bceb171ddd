import { CodedError } from '../core';
import { ByteReader, ByteWriter } from './byteStream';
import type { Dataset, Episode, EpisodeEnd, Provenance, RuleListId } from './episode';
import { edgeFeatureCount, nodeFeatureCount, type Observation, totalCount } from './observation';
import { operatorNames } from './operatorVocabulary';

const magic = 'DGDS';
/** Version 3 shows groups, windows and shapes, which the states of earlier files do not hold. */
const version = 3;
const ends: readonly EpisodeEnd[] = ['stop', 'nothing-legal', 'length'];

/** The hash of the first `length` rules that a program knows; what a dataset or checkpoint says of its list is held against it. */
export type RuleHash = (length: number) => string;

/**
 * A dataset as one file: `DGDS`, version, a JSON header with the provenance, then the episodes; features in 16 bits.
 * All numbers are little-endian.
 */
export function exportDataset({ provenance, episodes }: Dataset): Uint8Array {
  const writer = new ByteWriter();
  writer.text(magic);
  writer.u32(version);
  writer.json({ provenance, nodeFeatureCount, edgeFeatureCount, totalCount, episodes: episodes.length });
  for (const episode of episodes) {
    writer.string(episode.model);
    writer.u16(ends.indexOf(episode.end));
    writer.u16(episode.actions.length);
    for (const { rule, site } of episode.actions) {
      writer.u16(rule);
      writer.u16(site);
    }
    writer.f64s(episode.costs);
    writer.u16(episode.clock === undefined ? 0 : 1);
    if (episode.clock !== undefined) writer.f64s(episode.clock);
    for (const state of episode.states) writeObservation(writer, state);
  }
  return writer.finish();
}

function writeObservation(writer: ByteWriter, state: Observation): void {
  writer.u16(state.operators.length);
  writer.u16s(state.operators);
  writer.fixed(state.nodes);
  writer.u32(state.edges.length / 2);
  writer.u16s(state.edges);
  writer.fixed(state.edgeFeatures);
  writer.fixed(state.totals);
  writer.u16s(state.counts);
  writer.u32(state.anchors.length);
  writer.u16s(state.anchors);
}

/**
 * Reads a file that `exportDataset` wrote and checks every figure in it. `ruleHash` null: the rule list is not checked.
 *
 * @throws CodedError DATASET_REJECTED for what is no dataset, of another version, truncated, empty, made with a list of
 *   rules that this program's list does not begin with, or holds figures that are no numbers or point nowhere.
 */
export function importDataset(bytes: Uint8Array, ruleHash: RuleHash | null): Dataset {
  const reader = new ByteReader(bytes, reject);
  if (bytes.length === 0) throw reject('the dataset is empty');
  if (reader.text(4) !== magic) throw reject('the file is no dataset');
  const found = reader.u32();
  if (found !== version)
    throw reject(`the dataset has version ${found}; this program reads version ${version}: record it again`);
  const header = reader.json();
  if (!isHeader(header)) throw reject('the header of the dataset is not complete');
  if (
    header.nodeFeatureCount !== nodeFeatureCount ||
    header.edgeFeatureCount !== edgeFeatureCount ||
    header.totalCount !== totalCount
  )
    throw reject('the dataset describes states in another way');
  const { provenance } = header;
  if (ruleHash !== null && ruleHash(provenance.rules.length) !== provenance.rules.hash)
    throw reject(`the dataset was made with another list of ${provenance.rules.length} rules`);
  if (header.episodes === 0) throw reject('the dataset has no episodes');
  const episodes: Episode[] = [];
  for (let i = 0; i < header.episodes; i++) episodes.push(readEpisode(reader, provenance.rules.length));
  if (!reader.atEnd) throw reject('the dataset goes on behind its last episode');
  return { provenance, episodes };
}

const reject = (message: string): CodedError => new CodedError('DATASET_REJECTED', message);

function readEpisode(reader: ByteReader, rules: number): Episode {
  const model = reader.string();
  const end = ends[reader.u16()];
  if (end === undefined) throw reject('an episode ends in an unknown way');
  const steps = reader.u16();
  const actions = Array.from({ length: steps }, () => ({ rule: reader.u16(), site: reader.u16() }));
  const costs = reader.f64s(steps + 1);
  if (costs.some((cost) => !(cost > 0) || cost === Number.POSITIVE_INFINITY))
    throw reject('a runtime in the dataset is not a positive number');
  const clock = reader.u16() === 1 ? reader.f64s(3 * (steps + 1)) : null;
  if (clock?.some((time) => !(time >= 0) || time === Number.POSITIVE_INFINITY))
    throw reject('a measured runtime in the dataset is not a positive number');
  const states = Array.from({ length: steps + 1 }, () => readObservation(reader, rules));
  for (const [i, { rule, site }] of actions.entries())
    if (site >= (states[i]?.counts[rule] ?? 0)) throw reject('an action in the dataset was not legal');
  return { model, states, actions, costs, ...(clock === null ? {} : { clock }), end };
}

function readObservation(reader: ByteReader, rules: number): Observation {
  const n = reader.u16();
  const operators = reader.u16s(n);
  const nodes = reader.fixed(n * nodeFeatureCount);
  const edgeCount = reader.u32();
  const edges = reader.u16s(2 * edgeCount);
  const edgeFeatures = reader.fixed(edgeCount * edgeFeatureCount);
  const totals = reader.fixed(totalCount);
  const counts = reader.u16s(rules);
  const anchors = reader.u16s(reader.u32());
  const sites = counts.reduce((sum, count) => sum + count, 0);
  if (
    anchors.length !== sites ||
    operators.some((op) => op >= operatorNames.length) ||
    edges.some((row) => row >= n) ||
    anchors.some((row) => row >= n)
  )
    throw reject('a state in the dataset points outside of itself');
  return { operators, nodes, edges, edgeFeatures, totals, counts, anchors };
}

interface Header {
  readonly provenance: Provenance;
  readonly nodeFeatureCount: number;
  readonly edgeFeatureCount: number;
  readonly totalCount: number;
  readonly episodes: number;
}

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;
const isCount = (x: unknown): x is number => Number.isSafeInteger(x) && Number(x) >= 0;
const isRuleList = (x: unknown): x is RuleListId =>
  isRecord(x) && isCount(x.length) && x.length < 65_536 && typeof x.hash === 'string';

function isHeader(x: unknown): x is Header {
  if (!isRecord(x) || !isRecord(x.provenance) || !isCount(x.episodes)) return false;
  const { models, provider, runtime, versions, seed, rules } = x.provenance;
  return (
    Array.isArray(models) &&
    models.every((model) => isRecord(model) && typeof model.sha256 === 'string') &&
    typeof provider === 'string' &&
    typeof runtime === 'string' &&
    isRecord(versions) &&
    typeof seed === 'number' &&
    isRuleList(rules)
  );
}
