import { defineConfig } from 'vitest/config';

// vitest reads a default export; everything else in the project has names.
// biome-ignore lint/style/noDefaultExport: vitest's contract
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], root: '.', testTimeout: 30_000 },
});
