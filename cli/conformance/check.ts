import { readFileSync } from 'node:fs';
import { CodedError, type ErrorCode } from '../../src/core';
import { concatChunks, decodeModel, encodeModel } from '../../src/graph';
import { readModel } from '../../src/graph/onnx/decode';
import { firstDifference } from '../../src/graph/onnx/equal';
import type { Case } from './cases';
import { readTensor } from './expected';
import { inferredOutputs, judgeShape } from './shapes';

/** What can be told of a model without running it. */
export type Check =
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string }
  | {
      readonly kind: 'loaded';
      /** Where the message differs after the round trip; null: nowhere. */
      readonly difference: string | null;
      /** Outputs with an expected tensor beside the model. */
      readonly expected: number;
      /** Of those, the ones whose inferred shape is static and right. */
      readonly right: number;
      /** Names of outputs of which inference says something wrong. */
      readonly wrong: readonly string[];
    };

/** Loads a model, sends it through the IR and compares inferred types with the expected outputs. */
export function check(item: Case): Check {
  try {
    const bytes = new Uint8Array(readFileSync(item.path));
    const graph = decodeModel(bytes);
    const again = concatChunks(encodeModel(graph, { resolve: () => null }));
    const difference = firstDifference('ModelProto', readModel(bytes), readModel(again));
    const [set] = item.sets;
    const types = set === undefined ? [] : inferredOutputs(graph);
    let [expected, right] = [0, 0];
    const wrong: string[] = [];
    for (const [i, path] of (set?.outputs ?? []).entries()) {
      const id = graph.outputs[i];
      if (id === undefined) continue;
      const value = graph.value(id);
      const tensor = readTensor(path, value.type);
      if (tensor === null) continue;
      expected++;
      const verdict = judgeShape(types[i] ?? null, tensor);
      if (verdict === 'right') right++;
      if (verdict === 'wrong') wrong.push(value.name);
    }
    return { kind: 'loaded', difference, expected, right, wrong };
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    return { kind: 'refused', code: thrown.code, message: thrown.message };
  }
}
