import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BUILT, builtRooms } from './test/built.ts'
import { LongFirst } from './test/long-first.ts'

const IN_BROWSER = 'test/**/*.browser.test.ts'

export default defineConfig({
  plugins: [builtRooms()],
  test: {
    // Nothing keeps state in a module, so files may share a process: each library is loaded once.
    isolate: false,
    sequence: { sequencer: LongFirst },
    server: { deps: { external: [BUILT] } },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: 'test-results/results.json' },
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: [IN_BROWSER],
          // Many wait: for programs and threads that they have started, for a disk, for time to pass. With a process for each
          // core half of each was idle; one more has something to do meanwhile, and each costs some seconds of loading.
          maxWorkers: availableParallelism() + 1,
        },
      },
      {
        extends: true,
        // A browser is many processes: afterwards, and one at a time.
        test: { name: 'browser', include: [IN_BROWSER], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
