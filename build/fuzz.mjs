/** `npm run fuzz [-- 100]`: every property many times over; the number says how many times an ordinary run (50 by default). */
import { spawnSync } from 'node:child_process';

/** Where properties are. */
const folders = [
  'test/protocol',
  'test/electron/agreement',
  'test/electron/practice',
  'test/electron/storage',
  'test/electron/cli',
];

const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'unit', ...folders], {
  stdio: 'inherit',
  env: { ...process.env, GATESCOPE_FUZZ_FACTOR: process.argv[2] ?? '50' },
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
