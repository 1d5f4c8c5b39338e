/**
 * From a name and an unknown value to a handler's reply. Owns every check that both transports need: allow-list, size,
 * depth, shape, rate, and the catching of what nobody expected. Never logs an argument or a reply: they may hold a token.
 */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import {
  argumentDepthLimit,
  argumentLimitBytes,
  isRequestName,
  requests,
  type Handlers,
} from '../../protocol/contract.ts';
import { fail, type Result } from '../../protocol/result.ts';

export type Dispatch = (name: unknown, argument: unknown) => Promise<Result<unknown>>;

export type DispatchOptions = {
  readonly handlers: Handlers;
  /** One line or several about an unexpected throw; by default standard error. */
  readonly logIncident?: ((text: string) => void) | undefined;
  /** Monotonic, ms. */
  readonly nowMs?: () => number;
};

/** More than an engineer's hands or a window's drawing can ask; a loop gone wild is stopped. */
export const requestsPerSecond = 200;

/** One for each client: the rate is counted within it. Never throws and never rejects. */
export const createDispatch = ({
  handlers,
  logIncident = (text) => void process.stderr.write(text),
  nowMs = () => performance.now(),
}: DispatchOptions): Dispatch => {
  const mayPass = rateLimit(nowMs);

  return async (name, argument) => {
    const shown = typeof name === 'string' ? name.slice(0, 64) : typeof name;
    if (!mayPass()) return fail({ kind: 'too-fast', perSecond: requestsPerSecond });
    if (typeof name !== 'string' || !isRequestName(name)) return fail({ kind: 'no-such-request', name: shown });
    if (nestedDeeperThan(argumentDepthLimit, argument)) return fail({ kind: 'bad-argument', request: name, path: '' });
    if (lengthAsJson(argument) > argumentLimitBytes) {
      return fail({ kind: 'too-large', request: name, limitBytes: argumentLimitBytes });
    }
    try {
      const checked = v.safeParse(requests[name].argument, argument);
      if (!checked.success) {
        return fail({ kind: 'bad-argument', request: name, path: v.getDotPath(checked.issues[0]) ?? '' });
      }
      // The schema of this row has just made the argument of this row's handler; TypeScript cannot follow the pairing.
      const handle = handlers[name] as (checked: unknown) => Promise<Result<unknown>> | Result<unknown>;
      return await handle(checked.output);
    } catch (thrown) {
      const incident = randomBytes(4).toString('hex');
      logIncident(`incident ${incident} in ${name}: ${placeOf(thrown)}\n`);
      return fail({ kind: 'internal', incident });
    }
  };
};

/** Walks with its own stack: what comes over a wire may be nested a million deep, where recursion would not return. */
const nestedDeeperThan = (limit: number, root: unknown): boolean => {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= limit) return true;
    for (const inner of Object.values(value) as unknown[]) open.push({ value: inner, depth: depth + 1 });
  }
  return false;
};

const lengthAsJson = (argument: unknown): number => {
  try {
    return argument === undefined ? 0 : Buffer.byteLength(JSON.stringify(argument));
  } catch {
    // A cycle, a BigInt: nothing that JSON carries.
    return Number.POSITIVE_INFINITY;
  }
};

/** Where it was thrown. The message stays out: it may quote the argument. */
const placeOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return typeof thrown;
  const stack = thrown.stack ?? '';
  const afterMessage = stack.indexOf(thrown.message) + thrown.message.length;
  return thrown.name + stack.slice(Math.max(0, afterMessage));
};

/** A bucket that holds one second's worth: short bursts pass, a steady excess does not. */
const rateLimit = (nowMs: () => number): (() => boolean) => {
  let left = requestsPerSecond;
  let filledAt = nowMs();
  return () => {
    const now = nowMs();
    left = Math.min(requestsPerSecond, left + ((now - filledAt) / 1000) * requestsPerSecond);
    filledAt = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
};
