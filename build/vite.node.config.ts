import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** The command line, everything bundled; each command is a file of its own that is read when it is called. */
export default defineConfig({
  build: {
    outDir: 'out',
    emptyOutDir: false,
    target: 'node20',
    ssr: true,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { 'cli/gatescope': 'electron/cli/gatescope.ts' },
      external: ['electron', /^node:/, ...builtinModules],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true, external: ['electron'] },
});
