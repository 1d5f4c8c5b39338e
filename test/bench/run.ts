/** `npm run bench [P11 …]`: measures each row and prints its ratio beside its goal. Ends with 1 when a goal is not reached. */
import { cpus } from 'node:os';
import { connectTime } from './connect-time.ts';
import { firstScreen } from './first-screen.ts';
import { publishRate } from './publish-rate.ts';
import { measuredLines, measureRow, type Row } from './row.ts';

const rows: readonly Row[] = [...publishRate, ...connectTime, ...firstScreen];

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const wanted = process.argv.slice(2);
say(`Node ${process.version}, ${cpus().length} processors, ${process.platform}`);
let missed = 0;
for (const row of rows.filter(({ id }) => wanted.length === 0 || wanted.some((name) => id.startsWith(name)))) {
  const measured = await measureRow(row);
  for (const line of measuredLines(measured)) say(line);
  if (!measured.reached) missed += 1;
}
say(missed === 0 ? 'every goal reached' : `${missed} goals not reached`);
process.exitCode = missed === 0 ? 0 : 1;
