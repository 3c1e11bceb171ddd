import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that must be the first to load something, or that put something else in a module's place: each has its own modules. */
const alone = [
  'src/bench/localRuntime.test.ts',
  'src/app/session/measure.test.ts',
  'src/app/session/open.test.ts',
  'src/app/session/operators.test.ts',
  'src/app/session/run.test.ts',
  'src/app/share/makeShare.test.ts',
  'src/app/share/openTrace.test.ts',
];

export default defineConfig({
  test: {
    environment: 'node',
    testTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['{src,cli,scripts,perf,e2e}/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, ...alone],
          // Rules import the whole engine; loading it anew for each of their files would take minutes.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
