/** npm test. An old Node stops at the first line: the second is only read after it. */
import './node-version.mjs';

await import('./test-all.mjs');
