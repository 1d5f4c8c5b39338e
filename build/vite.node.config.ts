import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** Electron's main process and the command line: two entries over one set of modules, everything bundled. */
export default defineConfig({
  build: {
    outDir: 'out',
    emptyOutDir: false,
    target: 'node20',
    ssr: true,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { 'main/index': 'electron/main.ts', 'cli/gatescope': 'electron/cli/gatescope.ts' },
      external: ['electron', /^node:/, ...builtinModules],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true, external: ['electron'] },
});
