/** Reads the machine-readable results of the two test runners into one kind of count. */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @param {unknown} value @returns {number} */
const number = (value) => (typeof value === 'number' ? value : 0);

/** @param {unknown} value @returns {Record<string, unknown>} */
const record = (value) =>
  typeof value === 'object' && value !== null ? /** @type {Record<string, unknown>} */ (value) : {};

/**
 * Vitest's JSON report. A file that could not even be loaded has no tests to fail, and counts as one failure.
 *
 * @param {unknown} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = record(report);
  const files = Array.isArray(testResults) ? testResults.map(record) : [];
  const unloaded = files.filter((file) => {
    const tests = Array.isArray(file.assertionResults) ? file.assertionResults.map(record) : [];
    return file.status === 'failed' && !tests.some((test) => test.status === 'failed');
  });
  return {
    passed: number(numPassedTests),
    failed: number(numFailedTests) + unloaded.length,
    skipped: number(numPendingTests) + number(numTodoTests),
  };
}

/**
 * Playwright's JSON report. Errors outside of any test, such as a server that did not start, count as failures too.
 *
 * @param {unknown} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
  const { stats, errors } = record(report);
  const { expected, unexpected, flaky, skipped } = record(stats);
  return {
    passed: number(expected) + number(flaky),
    failed: number(unexpected) + (Array.isArray(errors) ? errors.length : 0),
    skipped: number(skipped),
  };
}

/** The last line of `npm test`. @param {Counts} counts */
export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
