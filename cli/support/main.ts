import { CodedError, toErrorData } from '../../src/core';
import { UsageError } from './usage';

/**
 * Runs a command: exit status 0 when it is done, 1 with a coded error on stderr when the work failed, 2 with the usage
 * when it was called wrongly.
 */
export async function main(usage: string, run: (args: readonly string[]) => Promise<void>): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    return;
  }
  try {
    await run(args);
  } catch (thrown) {
    if (thrown instanceof UsageError || isParseArgsError(thrown)) {
      console.error(`${(thrown as Error).message}\n\n${usage}`);
      process.exitCode = 2;
      return;
    }
    const { code, message, advice } = toErrorData(thrown, 'WORKER_FAILED');
    console.error(`error ${code}: ${message}\n${advice}`);
    if (!(thrown instanceof CodedError) && thrown instanceof Error && process.env.DEBUG)
      console.error(thrown.stack);
    process.exitCode = 1;
  }
}

function isParseArgsError(thrown: unknown): boolean {
  return (
    thrown instanceof Error && String((thrown as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
  );
}
