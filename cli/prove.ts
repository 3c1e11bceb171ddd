import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { boundText } from '../src/transforms/prove/boundText';
import { proveRules } from '../src/transforms/prove/proveRules';
import { rules as library } from '../src/transforms/rules';
import { main } from './support/main';
import { UsageError } from './support/usage';

const usage = `usage: npm run --silent prove -- [--json FILE] [NAME…]

Proves every rewrite rule (or those named) and prints one line each: proved, marked or failed, how, a bound on the chance
that a wrong rule passed, and the classes of shapes and attributes that were drawn.

  --json FILE   writes {"rules": [{name, family, status, method, errorBound, unseenShare,
                classes, why, reason}], "discovered": {rules, proved}}

Exit status: 0 when every rule is proved or marked, 1 when one failed, 2 when called wrongly.`;

await main(usage, async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'string' } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !library.some((rule) => rule.name === name));
  if (unknown.length > 0) throw new UsageError(`no rule is called ${unknown.join(', ')}`);
  const report = proveRules({
    ...(positionals.length > 0 ? { only: positionals } : {}),
    onProof: (proof) => {
      const bound = boundText(proof);
      const reason = proof.reason === '' ? '' : `: ${proof.reason.replaceAll('\n', ' | ')}`;
      const classes = proof.classes.length === 0 ? '' : `; classes: ${proof.classes.join(', ')}`;
      const how = [proof.method, bound].filter((part) => part !== '').join('; ');
      console.log(`${proof.status.padEnd(6)}  ${proof.name}  (${how}${classes})${reason}`);
    },
  });
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  const failed = report.rules.filter((proof) => proof.status === 'failed').length;
  const { rules, proved } = report.discovered;
  console.error(
    `${report.rules.length} rules: ${report.rules.filter((p) => p.status === 'proved').length} proved, ` +
      `${report.rules.filter((p) => p.status === 'marked').length} marked, ${failed} failed; ` +
      `of ${rules} discovered, ${proved} proved`,
  );
  if (failed > 0) process.exitCode = 1;
});
