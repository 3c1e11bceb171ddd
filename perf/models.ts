import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeModel, dynamicDims, type Graph, specialise } from '../src/graph';

/** The bytes of a model of ../shared/models, or of the gallery where that has it; null where neither is here. */
export function modelBytes(name: string): Uint8Array<ArrayBuffer> | null {
  const places = [
    `../../shared/models/zoo/${name}.onnx`,
    `../../shared/models/real/${name}/model.onnx`,
    `../public/models/${name}.onnx`,
  ];
  const found = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  return found === undefined ? null : new Uint8Array(readFileSync(found));
}

/** A model with every dynamic dimension at its suggestion. */
export function specialised(bytes: Uint8Array): Graph {
  const decoded = decodeModel(bytes);
  const dims = Object.fromEntries(dynamicDims(decoded).map((dim) => [dim.name, dim.suggested]));
  return specialise(decoded, { dims, keepOutputs: null });
}
