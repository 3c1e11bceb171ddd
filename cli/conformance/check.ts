import { readFileSync } from 'node:fs';
import { CodedError, type ErrorCode } from '../../src/core';
import { concatChunks, decodeModel, encodeModel, type Graph, type ValueId } from '../../src/graph';
import { readModel } from '../../src/graph/onnx/decode';
import { firstDifference } from '../../src/graph/onnx/equal';
import type { Case } from './cases';
import { readTensor } from './expected';
import { inferredOutputs, judgeShape, withContents } from './shapes';

/** What can be told of a model without running it. */
export type Check =
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string }
  | {
      readonly kind: 'loaded';
      /** Where the message differs after the round trip; null: nowhere. */
      readonly difference: string | null;
      readonly shapes: Shapes;
    };

/** What inference says of the outputs that have an expected tensor beside the model. */
export interface Shapes {
  readonly expected: number;
  /** Shapes that inference knows completely, rightly. */
  readonly right: number;
  /** Of those, the ones that it only knows once it is told what the test inputs hold (the sizes for a Reshape, say). */
  readonly fromContents: number;
  /** Names of outputs of which inference says something wrong. */
  readonly wrong: readonly string[];
}

/** Loads a model, sends it through the IR and compares inferred types with the expected outputs. */
export function check(item: Case): Check {
  try {
    const bytes = new Uint8Array(readFileSync(item.path));
    const graph = decodeModel(bytes);
    const again = concatChunks(encodeModel(graph, { resolve: () => null }));
    const difference = firstDifference('ModelProto', readModel(bytes), readModel(again));
    return { kind: 'loaded', difference, shapes: shapesOf(item, graph) };
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    return { kind: 'refused', code: thrown.code, message: thrown.message };
  }
}

function shapesOf({ sets: [set] }: Case, graph: Graph): Shapes {
  if (set === undefined) return { expected: 0, right: 0, fromContents: 0, wrong: [] };
  const typeOf = (id: ValueId | undefined) => (id === undefined ? null : graph.value(id).type);
  const contents = set.inputs.map((path, i) => readTensor(path, typeOf(graph.inputs[i])));
  const types = inferredOutputs(graph);
  const told = inferredOutputs(withContents(graph, contents));
  let [expected, right, fromContents] = [0, 0, 0];
  const wrong: string[] = [];
  for (const [i, path] of set.outputs.entries()) {
    const id = graph.outputs[i];
    const tensor = id === undefined ? null : readTensor(path, typeOf(id));
    if (id === undefined || tensor === null) continue;
    expected++;
    const verdicts = [types, told].map((each) => judgeShape(each[i] ?? null, tensor));
    if (verdicts.includes('wrong')) wrong.push(graph.value(id).name);
    else if (verdicts.includes('right')) right++;
    if (verdicts[0] === 'unknown' && verdicts[1] === 'right') fromContents++;
  }
  return { expected, right, fromContents, wrong };
}
