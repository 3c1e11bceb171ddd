import { readFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';

/**
 * The class of machine that a measurement was made on: enough to compare figures, nothing that tells whose it is.
 */
export interface Machine {
  readonly cores: number;
  /** Gibibytes, rounded: what the system reports, which a container may not be allowed to use up. */
  readonly memoryGiB: number;
  readonly cpu: string;
  readonly os: string;
  readonly node: string;
  /** As the browser tells it, such as "Chromium 156.0.1.2"; absent where none was used. */
  readonly chromium?: string;
  readonly onnxruntimeWeb: string;
}

/** The version in the manifest of an installed package. */
function installedVersion(name: string): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8'),
  );
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version);
  return 'unknown';
}

/** Describes this machine; `chromium` is the version of the browser that measured, where there was one. */
export function describeMachine(options: { chromium?: string | null } = {}): Machine {
  const processors = cpus();
  return {
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    cpu: processors[0]?.model.trim() || arch(),
    os: `${platform()} ${arch()} ${release().split('-')[0] ?? ''}`.trim(),
    node: process.versions.node,
    ...(options.chromium ? { chromium: options.chromium } : {}),
    onnxruntimeWeb: installedVersion('onnxruntime-web'),
  };
}
