/**
 * Who has been let in. Owns the one-time token, the sessions that came of it, and the nonce that each page must bring to
 * its socket. Knows no HTTP. Everything here lives in memory and ends with the process.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type Admission = {
  /** Makes a new one-time token; the one before is void. */
  newToken(): string;
  awaitsToken(): boolean;
  /** A session's id for the cookie. Used up by the first right try. */
  redeem(token: string): { readonly session: string } | { readonly refused: 'wrong' | 'paused' };
  isSession(session: string | undefined): boolean;
  /** Undefined: no such session. */
  newNonce(session: string | undefined): string | undefined;
  /** True once for each nonce. */
  takeNonce(session: string, nonce: string): boolean;
};

export const tokenLifeMs = 60_000;
/** From asking for it to the first frame on the socket. */
const nonceLifeMs = 10_000;
const noncesAtOnce = 16;
/** A session is one browser; more are thrown out, oldest first. */
const sessionsAtOnce = 8;
const failuresBeforePause = 10;
const pauseMs = 60_000;

/** @param nowMs monotonic */
export const createAdmission = (nowMs: () => number = () => performance.now()): Admission => {
  let token: { readonly digest: Buffer; readonly until: number } | undefined;
  let failures = 0;
  let pausedUntil = 0;
  const sessions = new Set<string>();
  const nonces = new Map<string, { readonly session: string; readonly until: number }>();

  const awaitsToken = (): boolean => token !== undefined && nowMs() < token.until;
  const countFailure = (): void => {
    failures += 1;
    if (failures < failuresBeforePause) return;
    failures = 0;
    pausedUntil = nowMs() + pauseMs;
  };

  return {
    newToken: () => {
      const fresh = randomBytes(32).toString('base64url');
      token = { digest: digestOf(fresh), until: nowMs() + tokenLifeMs };
      return fresh;
    },
    awaitsToken,
    redeem: (tried) => {
      if (nowMs() < pausedUntil) return { refused: 'paused' };
      if (token === undefined || !awaitsToken() || !timingSafeEqual(digestOf(tried), token.digest)) {
        countFailure();
        return { refused: 'wrong' };
      }
      token = undefined;
      failures = 0;
      const session = randomBytes(32).toString('base64url');
      sessions.add(session);
      dropOldest(sessions, sessionsAtOnce);
      return { session };
    },
    isSession: (session) => session !== undefined && sessions.has(session),
    newNonce: (session) => {
      if (session === undefined || !sessions.has(session)) return undefined;
      const nonce = randomBytes(24).toString('base64url');
      nonces.set(nonce, { session, until: nowMs() + nonceLifeMs });
      dropOldest(nonces, noncesAtOnce);
      return nonce;
    },
    takeNonce: (session, nonce) => {
      const known = nonces.get(nonce);
      nonces.delete(nonce);
      return known !== undefined && known.session === session && nowMs() < known.until;
    },
  };
};

/** Both sides become 32 bytes, so that neither length nor content shows in the time it takes. */
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

const dropOldest = (
  kept: { size: number; keys(): Iterator<string>; delete(key: string): boolean },
  limit: number,
): void => {
  while (kept.size > limit) {
    const oldest = kept.keys().next();
    if (oldest.done === true) return;
    kept.delete(oldest.value);
  }
};
