/** npm start. An old Node stops at the first line: the second is only read after it. */
import './node-version.mjs';

await import('./start-app.mjs');
