/**
 * A static server for the built page, on localhost alone, with the two headers that give it threads.
 * As a program: node scripts/serve.mjs [--root dist] [--port N] [--base /path/] [--plain]
 */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FRAMEABLE, ISOLATION, policyFor } from './headers.mjs';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {(request: Request, response: Response, url: URL) => void | Promise<void>} Handler */
/**
 * @typedef {object} ServeOptions
 * @property {string} root the folder to serve
 * @property {number} [port] 0, the default, takes a free one
 * @property {string} [base] the path under which the folder appears, with a slash at both ends; "/" by default
 * @property {boolean} [isolated] false leaves out the isolation headers, as a plain static host would
 * @property {(path: string) => void} [onFile] told of every file that is asked for, by its path below `base`
 * @property {Record<string, Handler>} [routes] extra routes, tried first: "GET /model", or "PUT /result/*" for a prefix
 */
/**
 * @typedef {object} Served
 * @property {string} url the page's address, with a slash at its end
 * @property {number} port
 * @property {() => Promise<void>} close stops listening and drops open connections
 */

const HOST = '127.0.0.1';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.dreamtrace': 'application/json; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** @param {Response} response @param {number} status @param {string} text */
function answer(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/**
 * Whether the request names this machine. A page elsewhere can make a browser send requests here under its own name
 * (DNS rebinding), and must not read a local model that way.
 *
 * @param {Request} request
 */
function isLocal(request) {
  const name = (request.headers.host ?? '').replace(/:\d+$/, '');
  return name === HOST || name === 'localhost';
}

/**
 * The route for a request: an exact match, else the longest prefix that ends in "*".
 *
 * @param {Record<string, Handler>} routes @param {string} wanted
 */
function findRoute(routes, wanted) {
  const exact = Object.hasOwn(routes, wanted) ? routes[wanted] : undefined;
  if (exact) return exact;
  const prefixes = Object.keys(routes).filter(
    (key) => key.endsWith('*') && wanted.startsWith(key.slice(0, -1)),
  );
  const longest = prefixes.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : routes[longest];
}

/**
 * The file that a path below `root` means, or null where there is none or it lies outside (links included).
 *
 * @param {string} root a real path @param {string} below
 */
async function findFile(root, below) {
  if (below.includes('\0') || below.split('/').some((part) => part.startsWith('.'))) return null;
  let file = path.join(root, below);
  try {
    if ((await stat(file)).isDirectory()) file = path.join(file, 'index.html');
    const real = await realpath(file);
    if (!real.startsWith(root + path.sep)) return null;
    const info = await stat(real);
    return info.isFile() ? { path: real, size: info.size, changed: info.mtimeMs } : null;
  } catch {
    return null;
  }
}

/** @param {Request} request @param {Response} response @param {string} root @param {string} below */
async function sendFile(request, response, root, below) {
  const file = await findFile(root, below);
  if (!file) return answer(response, 404, 'Not found.');
  const tag = `"${file.size.toString(36)}-${Math.round(file.changed).toString(36)}"`;
  // Vite puts a hash into the names below assets/; anything else may change from one build to the next.
  const caching = /(^|\/)assets\//.test(below) ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.setHeader('ETag', tag);
  response.setHeader('Cache-Control', caching);
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304);
    response.end();
    return undefined;
  }
  response.writeHead(200, {
    'Content-Type': TYPES[path.extname(file.path).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': file.size,
  });
  if (request.method === 'HEAD') {
    response.end();
    return undefined;
  }
  const stream = createReadStream(file.path);
  stream.on('error', () => response.destroy());
  response.on('close', () => stream.destroy());
  stream.pipe(response);
  return undefined;
}

/**
 * Serves a folder on localhost.
 *
 * @param {ServeOptions} options
 * @returns {Promise<Served>}
 * @throws {Error} where the folder is missing or the port is taken (code EADDRINUSE)
 */
export async function serve({ root, port = 0, base = '/', isolated = true, onFile, routes = {} }) {
  const folder = await realpath(root);
  const server = createServer(async (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (isolated) for (const [name, value] of Object.entries(ISOLATION)) response.setHeader(name, value);
    try {
      if (!isLocal(request)) return answer(response, 403, 'This server answers its own machine only.');
      const url = new URL(request.url ?? '/', `http://${HOST}`);
      const route = findRoute(routes, `${request.method} ${url.pathname}`);
      if (route) return await route(request, response, url);
      if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, 'Not allowed.');
      const name = decodeURIComponent(url.pathname);
      if (!name.startsWith(base)) return answer(response, 404, 'Not found.');
      const below = name.slice(base.length);
      onFile?.(below);
      if (isolated && /(^$|\/$|\.html$|\.js$)/.test(below)) {
        response.setHeader('Content-Security-Policy', policyFor(below));
      }
      if (isolated && /(^$|^index\.html$)/.test(below)) {
        for (const [name, value] of Object.entries(FRAMEABLE)) response.setHeader(name, value);
      }
      return await sendFile(request, response, folder, below);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else if (error instanceof URIError || error instanceof TypeError) answer(response, 400, 'Bad request.');
      else answer(response, 500, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://${HOST}:${address.port}${base}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The whole body of a request.
 *
 * @param {Request} request
 * @param {number} [limit] bytes; 4 GiB by default
 * @returns {Promise<Buffer>}
 * @throws {Error} where the body is longer than the limit
 */
export async function readBody(request, limit = 2 ** 32) {
  /** @type {Buffer[]} */
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > limit) throw new Error(`The request is longer than ${limit} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      root: { type: 'string' },
      port: { type: 'string' },
      base: { type: 'string' },
      plain: { type: 'boolean' },
    },
  });
  const root = values.root ?? fileURLToPath(new URL('../dist', import.meta.url));
  try {
    const { url } = await serve({
      root,
      port: Number(values.port ?? 0),
      base: values.base ?? '/',
      isolated: !values.plain,
    });
    console.log(url);
  } catch (error) {
    console.error(`${root} cannot be served: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
