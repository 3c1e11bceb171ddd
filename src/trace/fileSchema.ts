import type { Schema } from './schema';
import { maxSteps } from './trace';

const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const text = (maxLength: number, description: string): Schema => ({ type: 'string', maxLength, description });
const whole = (maximum: number, description: string): Schema => ({
  type: 'integer',
  minimum: 0,
  maximum,
  description,
});
const number = (maximum: number, description: string): Schema => ({
  type: 'number',
  minimum: 0,
  maximum,
  description,
});
const closed = (properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
  additionalProperties: false,
});

const figure = (kinds: readonly string[]): Schema =>
  closed({
    kind: { enum: kinds },
    relative: number(1e5, 'Runtime relative to the original’s: 1 is as slow.'),
    halfWidth: number(1000, 'Half the width of its 95 % interval.'),
  });

/** The largest structure that a file may carry, in characters of base64: 24 MB of ONNX without weights. */
const maxStructure = 32_000_000;

/**
 * The schema of `.dreamtrace` files, published as public/dreamtrace.schema.json (a test compares the two) and enforced
 * whenever a file is read. Fields may be added in version 1 when they are optional; what changes a meaning is version 2.
 */
export const fileSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A Dreamgraph trace (.dreamtrace)',
  description:
    'What an optimization did to which ONNX model, what was predicted and what the clock said. No weights.',
  ...closed(
    {
      format: { const: 'dreamtrace' },
      version: { const: 1 },
      trace: { $ref: '#/$defs/trace' },
      structure: { $ref: '#/$defs/structure' },
    },
    ['structure'],
  ),
  $defs: {
    trace: closed(
      {
        model: { $ref: '#/$defs/model' },
        dims: {
          type: 'object',
          maxProperties: 200,
          additionalProperties: whole(2 ** 31, 'Its size.'),
          description: 'Sizes of the dynamic dimensions by name, or by place in the model’s list: #0, #1, …',
        },
        keptOutputs: nullable({
          type: 'array',
          maxItems: 1000,
          items: text(500, 'A name, or a place in the model’s list: #0, #1, …'),
          description: 'The outputs that were kept; null: all.',
        }),
        ep: { enum: ['wasm', 'webgpu'], description: 'Provider of onnxruntime-web.' },
        device: text(200, '“CPU”, or the name of the GPU adapter.'),
        threads: whole(1024, 'Threads of the WASM provider.'),
        standardOps: { type: 'boolean', description: 'Only operators of ai.onnx were allowed.' },
        versions: {
          type: 'object',
          maxProperties: 20,
          additionalProperties: text(100, 'A version.'),
          description: 'Versions of what took part, by name.',
        },
        rules: closed(
          {
            length: whole(100_000, 'How many rules the list had.'),
            hash: text(100, 'Hash of their names in order.'),
            names: {
              type: 'object',
              maxProperties: 100_000,
              additionalProperties: text(200, 'The rule’s name.'),
              description: 'Names of the rules that the steps use, by number.',
            },
          },
          ['names'],
        ),
        agent: text(50, 'What chose the steps.'),
        seed: whole(Number.MAX_SAFE_INTEGER, 'Seed of everything random.'),
        originalMs: nullable(
          number(1e8, 'Median runtime of the original in milliseconds; null: not measured.'),
        ),
        speedup: nullable(
          closed(
            {
              ratio: number(1e5, 'Original ÷ result.'),
              ci95: {
                type: 'array',
                minItems: 2,
                maxItems: 2,
                items: number(1e6, 'An end of the 95 % interval.'),
              },
              confirmed: {
                type: 'boolean',
                description:
                  'The sender’s clock confirmed a gain; left out: as the interval says. Never believed where it includes 1.',
              },
            },
            ['confirmed'],
          ),
        ),
        base: nullable({
          type: 'string',
          pattern: '^[0-9a-f]{8}$',
          description: 'Beginning of the structural hash, weights apart, of the graph at step 0.',
        }),
        steps: { type: 'array', maxItems: maxSteps, items: { $ref: '#/$defs/step' } },
        current: whole(maxSteps, 'The step in view when it was shared; 0 is the original.'),
      },
      ['base'],
    ),
    model: closed({
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the model file.' },
      name: nullable(text(500, 'File name; null: kept private.')),
      source: {
        anyOf: [
          closed({ kind: { const: 'private' } }),
          closed({
            kind: { const: 'gallery' },
            id: { type: 'string', maxLength: 100, pattern: '^[\\w-]+$' },
          }),
          closed({
            kind: { const: 'url' },
            url: { type: 'string', maxLength: 2000, pattern: '^https?://' },
          }),
        ],
      },
    }),
    step: closed(
      {
        rule: whole(99_999, 'Number of the rule in the list.'),
        anchor: whole(1e7, 'Id of the node it was anchored at, in the graph before the step.'),
        variant: whole(999, 'Which of the rule’s matches there.'),
        predicted: nullable({ $ref: '#/$defs/predicted' }),
        measured: nullable({ $ref: '#/$defs/measured' }),
        verified: {
          enum: [true, false, null],
          description: 'Outputs equal to the original’s; null: not checked.',
        },
        check: nullable({
          type: 'string',
          pattern: '^([0-9a-f]{2}){1,4}$',
          description: 'Beginning of the structural hash, weights apart, of the graph after the step.',
        }),
      },
      ['check'],
    ),
    predicted: figure(['imagined', 'estimated']),
    measured: figure(['measured']),
    structure: closed({
      onnx: {
        type: 'string',
        maxLength: maxStructure,
        pattern: '^[A-Za-z0-9+/]*={0,2}$',
        description:
          'The model’s structure as an ONNX file in base64: operators, wiring, shapes, whole numbers, single numbers and constants that repeat one; every other weight is declared as external data that is not given.',
      },
    }),
  },
};
