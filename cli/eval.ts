import { writeFile } from 'node:fs/promises';
import { describeMachine } from '../perf/machine';
import { subjects } from './evaluation/agents';
import { evalUsage, parseEvalOptions } from './evaluation/evalOptions';
import { verdictsOf } from './evaluation/goals';
import { printReport } from './evaluation/print';
import { runSuites } from './evaluation/runSuites';
import { worldmodelSuite } from './evaluation/worldmodel';
import { main } from './support/main';

await main(evalUsage, async (args) => {
  const options = parseEvalOptions(args);
  const others = options.suites.filter((suite) => suite !== 'worldmodel');
  const reports: object[] = [];
  if (options.suites.includes('worldmodel')) {
    const report = await worldmodelSuite(options.episodes, options.model);
    reports.push({ ...report, machine: describeMachine() });
  }
  if (others.length > 0) {
    const found = await runSuites(options);
    const wanted = found.filter(({ suite }) => others.includes(suite) || others.includes('report'));
    for (const report of wanted) printReport(report);
    for (const subject of subjects) {
      console.log(`\nGoals, for ${subject}`);
      for (const { goal, status, detail } of verdictsOf(found, subject))
        console.log(`  ${status.padEnd(12)} ${goal}${detail === '' ? '' : `: ${detail}`}`);
    }
    reports.push(...wanted);
  }
  if (options.json === null) return;
  const [only] = reports;
  await writeFile(options.json, `${JSON.stringify(reports.length === 1 ? only : reports, null, 2)}\n`);
});
