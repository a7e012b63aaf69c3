import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BUILT, builtRooms } from './test/built.ts'

export default defineConfig({
  plugins: [builtRooms()],
  test: {
    include: ['test/**/*.test.ts'],
    // Nothing keeps state in a module, so files may share a process: each library is loaded once.
    isolate: false,
    // Many tests wait for programs that they have started.
    maxWorkers: availableParallelism(),
    server: { deps: { external: [BUILT] } },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: 'test-results/results.json' },
  },
})
