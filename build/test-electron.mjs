/** `npm run test:electron`: the specs of the window in real Electron. Where there is none, it says so and fails. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { electronBinary } from './electron-binary.mjs';

const root = join(import.meta.dirname, '..');

if (electronBinary() === undefined) {
  process.stderr.write("Electron's binary is not here, so nothing was tested: fetch it with `npx install-electron`.\n");
  process.exit(1);
}
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'app'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, GATESCOPE_APP_HOST: 'electron' },
});
process.exit(status ?? 1);
