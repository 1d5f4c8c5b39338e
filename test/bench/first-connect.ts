/** The first connect of a fresh process, after what the program does at its start; prints the milliseconds and nothing else. */
import { warmUp } from '../../electron/mqtt/warm-up.ts';
import { sessionConnect } from './connect-time.ts';

await warmUp();
process.stdout.write(String(await sessionConnect(process.argv[2] ?? '')));
