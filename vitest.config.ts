import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,cli,scripts,perf,e2e}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // Rules import the whole engine; loading it anew for each of their files would take minutes.
    isolate: false,
  },
});
