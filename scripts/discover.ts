/**
 * Regenerates src/transforms/discover/rules.json and docs/discovered.md: `npx tsx scripts/discover.ts`. Options: --seed N,
 * --largest N, --date YYYY-MM-DD; --check compares with what is there.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compare } from '../src/transforms/discover/compare';
import { type DiscoveryData, discoveryData } from '../src/transforms/discover/data';
import { discover } from '../src/transforms/discover/discover';
import { prime } from '../src/transforms/discover/evaluate';
import { tasoRules } from '../src/transforms/discover/taso';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    largest: { type: 'string', default: '3' },
    date: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
});
const rulesFile = new URL('../src/transforms/discover/rules.json', import.meta.url);
const tasoFile = new URL('../../shared/taso/graph_subst.pb', import.meta.url);

const started = performance.now();
const discovery = discover({ seed: Number(values.seed), largest: Number(values.largest) });
const seconds = (performance.now() - started) / 1000;

/** One line for each equation, so that a change shows as one. */
function print(data: DiscoveryData): string {
  const lines = (list: readonly unknown[]): string =>
    list.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
  const { realms, kept, implied, ...head } = data;
  const facts = Object.entries(head).map(([key, value]) => `  "${key}": ${JSON.stringify(value)},\n`);
  return `{\n${facts.join('')}  "realms": [\n${lines(realms)}\n  ],\n  "kept": [\n${lines(kept)}\n  ],\n  "implied": [\n${lines(implied)}\n  ]\n}\n`;
}

const before = existsSync(rulesFile) ? readFileSync(rulesFile, 'utf8') : '';
const earlier = /"date": "([^"]*)"/.exec(before)?.[1];
const today = new Date().toISOString().slice(0, 10);
const unchanged = print(discoveryData(discovery, prime, earlier ?? today)) === before;
const date = values.date ?? (unchanged ? (earlier ?? today) : today);
if (values.check) {
  console.log(unchanged ? 'rules.json is up to date' : 'rules.json differs');
  process.exitCode = unchanged ? 0 : 1;
} else {
  writeFileSync(rulesFile, print(discoveryData(discovery, prime, date)));
}

for (const realm of discovery.realms) {
  console.log(
    `${realm.name}: ${realm.terms} terms in ${realm.classes} classes, ${realm.found} equations, ${realm.rejected.length} only for squares`,
  );
}
const worst = Math.max(...discovery.kept.map((e) => e.proof.bound));
console.log(
  `${discovery.kept.length} equations kept, ${discovery.implied.length} more implied by them; chance of a wrong one at most ${worst.toExponential(1)} at each assignment of sizes; ${seconds.toFixed(1)} s`,
);
if (existsSync(tasoFile)) {
  const rules = tasoRules(readFileSync(tasoFile));
  const verdicts = compare(rules, discovery.kept, [...discovery.kept, ...discovery.implied]);
  const count = (v: string): number => verdicts.filter((x) => x === v).length;
  console.log(
    `TASO: ${rules.length} substitutions: ${count('rediscovered')} rediscovered, ${count('implied')} implied, ${count('same term')} one term, ${count('not derived')} not derived`,
  );
  verdicts.forEach((v, i) => {
    if (v === 'not derived')
      console.log(`  ${i}: ${rules[i]?.equations.map((e) => `${e.left.text} = ${e.right.text}`).join('; ')}`);
  });
}
