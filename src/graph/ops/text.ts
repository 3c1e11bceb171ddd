import { freshDim } from '../dim';
import type { Value } from '../types';
import { attr, bad, defineOp } from './define';
import type { OpSchema } from './schema';
import { attrInts, broadcast, dtype, out, shape } from './support';

/** Only strings. */
function needStrings(value: Value | null | undefined): void {
  const element = dtype(value);
  if (element !== null && element !== 'string') throw bad(`takes strings, not ${element}`);
}

const concat = defineOp({
  op: 'StringConcat',
  since: 20,
  inputs: 2,
  infer: ({ inputs: [x, y] }) => {
    needStrings(x);
    needStrings(y);
    return [out('string', broadcast(shape(x), shape(y)))];
  },
});

/** A new last axis as long as the most pieces, and how many pieces each string has. */
const split = defineOp({
  op: 'StringSplit',
  since: 20,
  inputs: 1,
  outputs: 2,
  attrs: { delimiter: attr.string(), maxsplit: attr.int() },
  infer: ({ inputs: [x] }) => {
    needStrings(x);
    const dims = shape(x);
    return [out('string', dims && [...dims, freshDim()]), out('int64', dims)];
  },
});

const fullMatch = defineOp({
  op: 'RegexFullMatch',
  since: 20,
  inputs: 1,
  attrs: { pattern: attr.string() },
  infer: ({ inputs: [x] }) => {
    needStrings(x);
    return [out('bool', shape(x))];
  },
});

/** Stop words leave a vector shorter; a batch of one keeps its axis. Without stop words nothing goes. */
const normalize = defineOp({
  op: 'StringNormalizer',
  since: 10,
  inputs: 1,
  attrs: {
    case_change_action: attr.string('NONE'),
    is_case_sensitive: attr.int(0),
    stopwords: attr.strings(),
    locale: attr.string(),
  },
  infer: ({ node, inputs: [x] }) => {
    needStrings(x);
    const dims = shape(x);
    if (dims === null) return [out('string', null)];
    if (dims.length !== 1 && dims.length !== 2) throw bad(`takes a rank of 1 or 2, not ${dims.length}`);
    const words = node.attrs.get('stopwords');
    const drops = words?.kind === 'strings' && words.value.length > 0;
    return [out('string', drops ? dims.with(-1, freshDim()) : dims)];
  },
});

/** One count per n-gram in the pool: the last axis is as long as the largest index says. */
const tfIdf = defineOp({
  op: 'TfIdfVectorizer',
  since: 9,
  inputs: 1,
  attrs: {
    max_gram_length: attr.int(),
    max_skip_count: attr.int(),
    min_gram_length: attr.int(),
    mode: attr.string(),
    ngram_counts: attr.ints(),
    ngram_indexes: attr.ints(),
    pool_int64s: attr.ints(),
    pool_strings: attr.strings(),
    weights: attr.floats(),
  },
  infer: ({ node, inputs: [x] }) => {
    const dims = shape(x);
    const largest = (attrInts(node, 'ngram_indexes') ?? []).reduce((a, b) => Math.max(a, b), -1);
    if (dims === null) return [out('float32', null)];
    if (dims.length > 2) throw bad(`takes a rank of 1 or 2, not ${dims.length}`);
    return [out('float32', [...dims.slice(0, -1), largest + 1])];
  },
});

export const textSchemas: readonly OpSchema[] = [concat, split, fullMatch, normalize, tfIdf];
