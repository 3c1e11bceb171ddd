/** Stops a Node that this project's tools do not support, with a message; written so that an old one can still read it. */

/**
 * The range of package.json's engines, which is what Vite, Rolldown, Vitest and dependency-cruiser all support.
 *
 * @param {string} version
 */
export function isSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
}

if (!isSupported(process.versions.node)) {
  console.error(
    `Dreamgraph needs Node 20 from 20.19 on, 22 from 22.12 on, or 24 and newer; this is Node ${process.versions.node}. Get one at https://nodejs.org.`,
  );
  process.exit(1);
}
