import type { Case } from './cases';
import type { Check } from './check';
import type { RunResult } from './protocol';

/** The command's JSON; see the contract in docs/design.md. */
export interface Summary {
  readonly files: number;
  readonly loaded: number;
  readonly refused: readonly { readonly file: string; readonly code: string; readonly message: string }[];
  readonly roundTrip: { readonly ok: number; readonly failed: readonly string[] };
  readonly shapes: {
    /** Outputs that have an expected tensor. */
    readonly expected: number;
    /** Of those, the ones whose shape inference knows completely. */
    readonly known: number;
    readonly right: number;
    /** Of those, the ones known only once inference is told what the test inputs hold. */
    readonly fromContents: number;
    readonly wrong: readonly { readonly file: string; readonly value: string }[];
  };
  readonly outputs: {
    /** Models with test data. */
    readonly tested: number;
    /** Of those, the ones that give the expected outputs in onnxruntime-web as they are. */
    readonly compared: number;
    /** Of those, the ones that give them after the round trip. */
    readonly right: number;
    readonly failed: readonly string[];
    /** Models that onnxruntime-web does not take or whose types cannot be passed, and those that give other outputs. */
    readonly notTaken: number;
    readonly different: readonly string[];
  };
  /** Models that crashed or hung onnxruntime-web. */
  readonly crashed: readonly string[];
}

export function summarize(
  cases: readonly Case[],
  checks: readonly Check[],
  runs: ReadonlyMap<string, RunResult>,
): Summary {
  const each = cases.flatMap(({ file }, i) => {
    const found = checks[i];
    return found === undefined ? [] : [{ file, found }];
  });
  const loaded = each.flatMap(({ file, found }) => (found.kind === 'loaded' ? [{ file, ...found }] : []));
  const results = [...runs].map(([file, result]) => ({ file, ...result }));
  const files = (list: readonly { readonly file: string }[]): string[] => list.map(({ file }) => file);
  const total = (what: 'right' | 'expected' | 'fromContents'): number =>
    loaded.reduce((n, { shapes }) => n + shapes[what], 0);
  const right = total('right');
  const wrong = loaded.flatMap(({ file, shapes }) => shapes.wrong.map((value) => ({ file, value })));
  const compared = results.filter(({ asIs }) => asIs === 'right');
  return {
    files: cases.length,
    loaded: loaded.length,
    refused: each.flatMap(({ file, found }) =>
      found.kind === 'refused' ? [{ file, code: found.code, message: found.message }] : [],
    ),
    roundTrip: {
      ok: loaded.filter(({ difference }) => difference === null).length,
      failed: files(loaded.filter(({ difference }) => difference !== null)),
    },
    shapes: {
      expected: total('expected'),
      known: right + wrong.length,
      right,
      fromContents: total('fromContents'),
      wrong,
    },
    outputs: {
      tested: results.length,
      compared: compared.length,
      right: compared.filter(({ after }) => after === 'right').length,
      failed: files(compared.filter(({ after }) => after !== 'right')),
      notTaken: results.filter(({ asIs }) => asIs === 'refused').length,
      different: files(results.filter(({ asIs }) => asIs === 'wrong')),
    },
    crashed: files(results.filter(({ asIs, after }) => asIs === 'crashed' || after === 'crashed')),
  };
}

/** The summary for people. */
export function summaryLines({
  files,
  loaded,
  refused,
  roundTrip,
  shapes,
  outputs,
  crashed,
}: Summary): string[] {
  return [
    `files        ${files}`,
    `loaded       ${loaded}`,
    ...refused.map(({ file, code, message }) => `  refused    ${file}: ${code}: ${message}`),
    `round trip   ${roundTrip.ok} of ${loaded} equal message by message`,
    ...roundTrip.failed.map((file) => `  changed    ${file}`),
    `shapes       ${shapes.right} right (${shapes.fromContents} of them given the contents of inputs), ${shapes.wrong.length} wrong, ${shapes.expected - shapes.known} left open, of ${shapes.expected} expected outputs`,
    ...shapes.wrong.map(({ file, value }) => `  wrong      ${file}: ${value}`),
    `outputs      ${outputs.right} of ${outputs.compared} that onnxruntime-web computes as expected, after the round trip`,
    ...outputs.failed.map((file) => `  failed     ${file}`),
    `             ${outputs.tested} tested: ${outputs.notTaken} not taken, ${outputs.different.length} different as they are, ${crashed.length} crashed or hung`,
    ...crashed.map((file) => `  crashed    ${file}`),
  ];
}
