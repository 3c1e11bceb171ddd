/**
 * Regenerates src/transforms/discover/rules.json and docs/discovered.md: `npx tsx scripts/discover.ts`. Options: --seed N,
 * --largest N, --date YYYY-MM-DD; --check compares with what is there.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { rules } from '../src/transforms';
import { compare } from '../src/transforms/discover/compare';
import { coveredBy } from '../src/transforms/discover/covered';
import { type DiscoveryData, discoveryData } from '../src/transforms/discover/data';
import { directionsOf } from '../src/transforms/discover/direction';
import { discover } from '../src/transforms/discover/discover';
import { prime } from '../src/transforms/discover/evaluate';
import { openTaso } from '../src/transforms/discover/open';
import { tasoRules } from '../src/transforms/discover/taso';
import { discoveredPage } from './discovered-page';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    largest: { type: 'string', default: '3' },
    date: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
});
const rulesFile = new URL('../src/transforms/discover/rules.json', import.meta.url);
const pageFile = new URL('../docs/discovered.md', import.meta.url);
const tasoFile = new URL('../../shared/taso/graph_subst.pb', import.meta.url);

const started = performance.now();
const discovery = discover({ seed: Number(values.seed), largest: Number(values.largest) });
const byHand = rules.filter((rule) => rule.family !== 'discovered');
const directions = directionsOf(discovery.kept);
const covered = directions.flatMap((direction) => {
  const by = coveredBy(direction, byHand);
  return by === null ? [] : [{ name: direction.name, by }];
});
const seconds = (performance.now() - started) / 1000;

/** One line for each equation, so that a change shows as one. */
function print(data: DiscoveryData): string {
  const { realms, kept, implied, covered, ...head } = data;
  const list = (name: string, items: readonly unknown[]): string =>
    `  "${name}": [${items.map((item) => `\n    ${JSON.stringify(item)}`).join()}\n  ]`;
  const facts = Object.entries(head).map(([key, value]) => `  "${key}": ${JSON.stringify(value)},\n`);
  const lists = [
    list('realms', realms),
    list('kept', kept),
    list('implied', implied),
    list('covered', covered),
  ];
  return `{\n${facts.join('')}${lists.join(',\n')}\n}\n`;
}

const before = existsSync(rulesFile) ? readFileSync(rulesFile, 'utf8') : '';
const earlier = /"date": "([^"]*)"/.exec(before)?.[1];
const today = new Date().toISOString().slice(0, 10);
const unchanged = print(discoveryData(discovery, prime, earlier ?? today, covered)) === before;
const date = values.date ?? (unchanged ? (earlier ?? today) : today);
if (values.check) {
  console.log(unchanged ? 'rules.json is up to date' : 'rules.json differs');
  process.exitCode = unchanged ? 0 : 1;
} else {
  writeFileSync(rulesFile, print(discoveryData(discovery, prime, date, covered)));
}

const published = existsSync(tasoFile) ? readFileSync(tasoFile) : null;
const taso = published === null ? null : tasoRules(published);
const verdicts =
  taso === null ? null : compare(taso, discovery.kept, [...discovery.kept, ...discovery.implied]);
if (!values.check && published !== null && taso !== null && verdicts !== null) {
  const opened = openTaso(published).rules.length;
  writeFileSync(pageFile, discoveredPage(discovery, directions, covered, taso, verdicts, opened));
}
for (const realm of discovery.realms) {
  console.log(
    `${realm.name}: ${realm.terms} terms in ${realm.classes} classes, ${realm.found} equations, ${realm.rejected.length} only for squares`,
  );
}
const worst = Math.max(...discovery.kept.map((e) => e.proof.bound));
console.log(
  `${discovery.kept.length} equations kept, ${discovery.implied.length} more implied by them; chance of a wrong one at most ${worst.toExponential(1)} at each assignment of sizes`,
);
console.log(`${directions.length} rules, ${covered.length} of them done by hand-written ones already`);
if (verdicts === null) {
  console.log('no ../shared/taso/graph_subst.pb here: docs/discovered.md is left as it is');
} else {
  const counts = new Map([...new Set(verdicts)].map((v) => [v, verdicts.filter((w) => w === v)]));
  console.log(
    `TASO's ${verdicts.length}: ${[...counts].map(([v, list]) => `${list.length} ${v}`).join(', ')}`,
  );
}
console.log(`${seconds.toFixed(1)} s`);
