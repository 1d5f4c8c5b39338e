/** The CONNECT leaves. The step shows its bytes with the token hidden, so that flags and lengths can be checked. */
import { type Link } from '../../mqtt/link.ts';
import { formatHex } from '../../../protocol/hex.ts';
import { readConnect } from '../../../protocol/packet/connect.ts';
import { createFramer } from '../../../protocol/packet/framing.ts';
import { isMalformed } from '../../../protocol/packet/reading.ts';
import { type ConnectDetails } from '../../../protocol/step-details.ts';
import { type StepEnd } from '../ladder.ts';
import { type Limits } from '../limits.ts';

/** Passes with the monotonic time of the last byte. */
export const sendConnect = async (link: Link, limits: Limits): Promise<StepEnd<number>> => {
  // A socket that died in the meantime is the next step's finding.
  const sent = await limits.within(Promise.race([link.connectSent, link.ended]));
  if ('cut' in sent) {
    if (sent.cut === 'stopped') return { verdict: { id: 'stopped' } };
    return { verdict: { id: 'no-connack', waitedMs: limits.waitedMs(), received: 'nothing' } };
  }
  const { came } = sent;
  return {
    passed: came.nowMs,
    ...('bytes' in came
      ? { ...factsOf(came.bytes), bytes: formatHex(came.bytes), finding: `${came.bytes.length} B` }
      : {}),
  };
};

/** Read back from the bytes that left, not from what was meant to leave. */
const factsOf = (bytes: Uint8Array): { readonly details?: ConnectDetails } => {
  const [packet] = createFramer(bytes.length).push(bytes);
  const read = packet?.kind === 'packet' ? readConnect(packet) : undefined;
  if (read === undefined || isMalformed(read)) return {};
  return { details: { id: 'send-connect', lengthBytes: bytes.length, ...read } };
};
