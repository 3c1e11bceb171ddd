import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeModel, dynamicDims, type Graph, specialise } from '../src/graph';

/** Where a model of ../shared/models, or of the gallery, lies; null where neither is here. */
export function modelPath(name: string): string | null {
  const places = [
    `../../shared/models/zoo/${name}.onnx`,
    `../../shared/models/real/${name}/model.onnx`,
    `../public/models/${name}.onnx`,
  ];
  return places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync) ?? null;
}

/** The bytes of such a model. */
export function modelBytes(name: string): Uint8Array<ArrayBuffer> | null {
  const found = modelPath(name);
  return found === null ? null : new Uint8Array(readFileSync(found));
}

/** A model with every dynamic dimension at its suggestion. */
export function specialised(bytes: Uint8Array): Graph {
  const decoded = decodeModel(bytes);
  const dims = Object.fromEntries(dynamicDims(decoded).map((dim) => [dim.name, dim.suggested]));
  return specialise(decoded, { dims, keepOutputs: null });
}
