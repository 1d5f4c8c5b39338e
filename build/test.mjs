/** `npm test`: what the tests need from the system, static checks, the build, every test. Ends in `N passed, N failed`. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensurePrograms, searchPath } from './system-programs.mjs';

const root = join(import.meta.dirname, '..');

/** @type {(command: string, parameters: string[], stdio: 'inherit' | 'pipe') => Promise<{ code: number, said: string }>} */
const run = (command, parameters, stdio) =>
  new Promise((resolve) => {
    const child = spawn(command, parameters, {
      cwd: root,
      stdio,
      shell: process.platform === 'win32' && command === 'npm',
      env: { ...process.env, PATH: searchPath },
    });
    let said = '';
    child.stdout?.on('data', (chunk) => (said += chunk));
    child.stderr?.on('data', (chunk) => (said += chunk));
    child.on('error', ({ message }) => resolve({ code: 1, said: message }));
    child.on('exit', (code) => resolve({ code: code ?? 1, said }));
  });

/** Quiet when it passes. @type {(script: string) => Promise<boolean>} */
const passes = async (script) => {
  const startedAt = performance.now();
  const { code, said } = await run('npm', ['run', '--silent', script], 'pipe');
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${code === 0 ? '' : said}${script}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)\n`);
  return code === 0;
};

if (!ensurePrograms()) {
  process.stdout.write('\n0 passed, 1 failed\n');
  process.exit(1);
}
// Two cores are what a small machine has: the long checks beside each other, the short ones before or after.
const checks = await Promise.all([
  passes('build').then(async (built) => [built, await passes('lint')]),
  passes('types').then(async (typed) => [typed, await passes('rules')]),
]);
const failedChecks = checks.flat().filter((passed) => !passed).length;

// The reporter's closing line counts the failed checks in and is the last one: nothing may be printed after this.
process.env['GATESCOPE_FAILED_CHECKS'] = String(failedChecks);
const { code } = await run(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run'], 'inherit');
process.exit(failedChecks > 0 ? 1 : code);
