/** The part of JSON Schema (2020-12) that `.dreamtrace` files are described with, and that `conforms` understands. */
export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly maxProperties?: number;
}

export type SchemaType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

/**
 * Says what is wrong with a value, as `where: what`, or null when it conforms. Never throws, whatever the value; depth is
 * bounded by the schema's.
 */
export function conforms(
  value: unknown,
  schema: Schema,
  root: Schema = schema,
  at = 'the file',
): string | null {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/$defs/', '');
    const target = root.$defs?.[name];
    return target === undefined ? `${at}: the schema lacks ${name}` : conforms(value, target, root, at);
  }
  if (schema.anyOf !== undefined) {
    const problems = schema.anyOf.map((one) => conforms(value, one, root, at));
    return problems.includes(null) ? null : (problems.at(-1) ?? null);
  }
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  if (types !== undefined && !types.some((type) => isA(value, type)))
    return `${at} is not ${types.join(' or ')}`;
  if ('const' in schema && value !== schema.const) return `${at} is not ${JSON.stringify(schema.const)}`;
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return `${at} is none of ${schema.enum.join(', ')}`;
  if (typeof value === 'string') return text(value, schema, at);
  if (typeof value === 'number') {
    const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
    return value < minimum || value > maximum ? `${at} is outside ${minimum} … ${maximum}` : null;
  }
  if (Array.isArray(value)) return list(value, schema, root, at);
  if (isRecord(value)) return record(value, schema, root, at);
  return null;
}

function text(value: string, { maxLength = 1000, pattern }: Schema, at: string): string | null {
  if (value.length > maxLength) return `${at} is longer than ${maxLength} characters`;
  return pattern !== undefined && !new RegExp(pattern, 'u').test(value) ? `${at} does not look right` : null;
}

function list(value: readonly unknown[], schema: Schema, root: Schema, at: string): string | null {
  const { minItems = 0, maxItems = 0, items } = schema;
  if (value.length < minItems || value.length > maxItems) return `${at} has ${value.length} entries`;
  for (const [i, one] of value.entries()) {
    const problem = items === undefined ? null : conforms(one, items, root, `${at}[${i}]`);
    if (problem !== null) return problem;
  }
  return null;
}

function record(
  value: Readonly<Record<string, unknown>>,
  schema: Schema,
  root: Schema,
  at: string,
): string | null {
  const { required = [], properties = {}, additionalProperties = true, maxProperties = 1000 } = schema;
  for (const name of required) if (!Object.hasOwn(value, name)) return `${at} lacks ${name}`;
  const names = Object.keys(value);
  if (names.length > maxProperties) return `${at} has ${names.length} entries`;
  for (const name of names) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known === undefined && additionalProperties === false)
      return `${at} has an unknown ${name.slice(0, 40)}`;
    const rest = typeof additionalProperties === 'object' ? additionalProperties : undefined;
    const one = known ?? rest;
    const problem = one === undefined ? null : conforms(value[name], one, root, `${at}.${name.slice(0, 40)}`);
    if (problem !== null) return problem;
  }
  return null;
}

function isA(value: unknown, type: SchemaType): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
