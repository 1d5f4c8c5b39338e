import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** The bench measures what ships: the same bundling as the command line's. */
export default defineConfig({
  build: {
    outDir: 'out/bench',
    emptyOutDir: true,
    target: 'node20',
    ssr: true,
    minify: false,
    rolldownOptions: {
      input: { run: 'test/bench/run.ts', 'first-connect': 'test/bench/first-connect.ts' },
      external: ['playwright-core', /^node:/, ...builtinModules],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true, external: ['playwright-core'] },
});
