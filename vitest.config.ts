import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { fuzzFactor } from './test/support/fuzz.ts';

// `unit`: pure code, real sockets and files, components without a browser. `app`: the built program in a real Chromium.
export default defineConfig({
  plugins: [vue()],
  test: {
    reporters: ['default', './build/closing-line-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{protocol,electron}/**/*.test.ts'],
          environment: 'node',
          testTimeout: 20_000 * fuzzFactor,
        },
      },
      {
        extends: true,
        test: { name: 'renderer', include: ['test/renderer/**/*.test.ts'], environment: 'happy-dom' },
      },
      {
        extends: true,
        test: {
          name: 'app',
          include: ['test/app/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
