import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** Electron's main process as one file: what is installed holds nothing that only the command line needs. */
export default defineConfig({
  build: {
    outDir: 'out/main',
    emptyOutDir: true,
    target: 'node20',
    ssr: 'electron/main.ts',
    sourcemap: 'hidden',
    minify: false,
    rolldownOptions: {
      external: ['electron', /^node:/, ...builtinModules],
      output: { format: 'es', entryFileNames: 'index.js', codeSplitting: false },
    },
  },
  ssr: { noExternal: true, external: ['electron'] },
});
