/** The commands, in the order of the overview. Each is loaded when it is called, so that none makes the others slow to start. */
import { type Command } from './command.ts';

export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  diagnose: async () => (await import('./diagnose.ts')).diagnose,
  publish: async () => (await import('./publish.ts')).publish,
  check: async () => (await import('./check.ts')).check,
  decode: async () => (await import('./decode.ts')).decode,
  profile: async () => (await import('./profile-test.ts')).profile,
  practice: async () => (await import('./practice.ts')).practice,
  serve: async () => (await import('./serve.ts')).serve,
};
