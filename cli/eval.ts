import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { describeMachine } from '../perf/machine';
import { worldmodelSuite } from './evaluation/worldmodel';
import { main } from './support/main';
import { UsageError } from './support/usage';

const usage = `usage: npm run --silent eval -- --suite worldmodel [--episodes DIR] [--model FILE] [--json FILE]

Prints how far the world model can be trusted: imagined against recorded runtime after 1, 5, 10 and 20 steps on episodes
that were held out of training, beside the baseline "nothing changes", whose skill is 0.
--episodes  recorded datasets (npx tsx scripts/record.ts DIR); .cache/episodes by default
--model     the checkpoint; public/models/dreamgraph.dgck by default`;

await main(usage, async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      suite: { type: 'string' },
      episodes: { type: 'string', default: '.cache/episodes' },
      model: { type: 'string', default: 'public/models/dreamgraph.dgck' },
      json: { type: 'string' },
    },
  });
  if (values.suite !== 'worldmodel')
    throw new UsageError(`There is no suite "${values.suite ?? ''}"; there is: worldmodel.`);
  const report = await worldmodelSuite(values.episodes, values.model);
  if (values.json !== undefined)
    await writeFile(values.json, `${JSON.stringify({ ...report, machine: describeMachine() }, null, 2)}\n`);
});
