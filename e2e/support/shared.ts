import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** The path of a file below ../shared, or null where this checkout has none: tests that need it skip and say so. */
export function sharedFile(name: string): string | null {
  const file = path.join(project, '..', 'shared', name);
  return existsSync(file) ? file : null;
}

/** The path of a file in public/models. */
export function galleryFile(name: string): string {
  return path.join(project, 'public', 'models', name);
}
