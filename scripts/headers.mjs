/**
 * The headers that the page and its workers want. A server of the project sends them; on a host that sends none, the
 * service worker puts them on, and the page carries its policy in a meta tag as well.
 */

/** Without the first two a page is not isolated, and onnxruntime-web has a single thread. @type {Record<string, string>} */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The page itself may stand in a frame of a page elsewhere that is isolated (`?embed=1`): it is the same for everybody. */
export const FRAMEABLE = { 'Cross-Origin-Resource-Policy': 'cross-origin' };

/**
 * A Content-Security-Policy. Everything is closed, and then opened where the app needs it: its own scripts, compiling
 * WebAssembly (but no `eval`), its own workers, styles, fonts and files.
 *
 * @param {string} connect the origins that `fetch` may reach
 */
const policy = (connect) =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    `connect-src ${connect}`,
    // Elements get their positions through the style attribute; style sheets are files.
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** For pages and for every worker but one: no other origin can be asked. */
export const CLOSED = policy("'self'");

/**
 * For the one worker that fetches an address which a person has confirmed (src/workers/fetch): a worker has the policy
 * of its own script's response, so this does not open the page.
 */
export const OPEN_TO_CONFIRMED = policy("'self' https: http://localhost:* http://127.0.0.1:*");

/** How the script of that worker is called, wherever it lies. */
export const FETCH_WORKER = /(^|\/)fetch\.worker-[\w-]+\.js$/;

/** The policy for a file by its path. @param {string} path */
export const policyFor = (path) => (FETCH_WORKER.test(path) ? OPEN_TO_CONFIRMED : CLOSED);
