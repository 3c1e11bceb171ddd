import type { OpSchema } from './schema';

/** The schema that holds for an operator at an opset version, or null when the operator is not known. */
export function schemaOf(_domain: string, _op: string, _version: number): OpSchema | null {
  return null;
}
