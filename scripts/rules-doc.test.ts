import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rulesPage } from './rules-doc';

it('docs/rules.md is what the rules and their proofs make of it', { timeout: 240_000 }, () => {
  const page = readFileSync(new URL('../docs/rules.md', import.meta.url), 'utf8');
  // One line tells what to do; the difference of two such pages would be thousands.
  expect(page === rulesPage() ? '' : 'docs/rules.md is out of date: run npx tsx scripts/rules-doc.ts').toBe(
    '',
  );
});
