import type { Reporter, TestModule } from 'vitest/node';

/** Prints `N passed, N failed` alone on the last line: the plain form that any build server reads. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    // `npm test` has run its static checks before: each that failed counts as one.
    let failed = unhandledErrors.length + Number(process.env['GATESCOPE_FAILED_CHECKS'] ?? 0);
    let skipped = 0;
    for (const module of modules) {
      const failedBefore = failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'skipped') skipped += 1;
        else failed += 1;
      }
      // A file that does not load, or a hook that throws, fails without any test of its own that failed.
      if (module.state() === 'failed' && failed === failedBefore) failed += 1;
    }
    process.on('exit', () => {
      process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
    });
  }
}
