/** Publishes the schema of trace files: npx tsx scripts/trace-schema.ts writes public/dreamtrace.schema.json. */
import { writeFileSync } from 'node:fs';
import { fileSchema } from '../src/trace/fileSchema';

const file = new URL('../public/dreamtrace.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(fileSchema, null, 2)}\n`);
