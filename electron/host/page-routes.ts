/**
 * What the loopback server answers to HTTP: the files of the window by GET, and two calls by POST that let a page in.
 * Everything else has been refused by the gate before it comes here.
 */
import { type IncomingMessage, type ServerResponse } from 'node:http';
import * as v from 'valibot';
import { type Admission } from './admission.ts';
import { answer, answerJson, cookieOf, headOf, readBody, refuse } from './http-exchange.ts';
import { type RequestGate } from './request-gate.ts';
import { type StaticFiles } from './static-files.ts';

export type PageRoutesOptions = {
  readonly files: StaticFiles;
  readonly gate: RequestGate;
  readonly admission: Admission;
  readonly cookieName: string;
};

type Call = (request: IncomingMessage, response: ServerResponse, body: unknown) => void;

const tokenBody = v.strictObject({ token: v.pipe(v.string(), v.maxLength(128)) });

export const isCall = (target: string): boolean => target === '/session' || target === '/page';

export const createPageRoutes = ({ files, gate, admission, cookieName }: PageRoutesOptions) => {
  /** The one-time token for a session. */
  const openSession: Call = (_request, response, body) => {
    const tried = v.is(tokenBody, body) ? body.token : '';
    const redeemed = admission.redeem(tried);
    if ('refused' in redeemed) {
      answerJson(response, redeemed.refused === 'paused' ? 429 : 401, redeemed);
      return;
    }
    const cookie = `${cookieName}=${redeemed.session}; HttpOnly; SameSite=Strict; Path=/`;
    answerJson(response, 200, {}, { 'Set-Cookie': cookie });
  };

  /** A nonce for each link of each page, so that a reload and a second tab of the same browser need no new address. */
  const openPage: Call = (request, response) => {
    const nonce = admission.newNonce(cookieOf(request, cookieName));
    if (nonce === undefined) answerJson(response, 401, { refused: 'no-session' });
    else answerJson(response, 200, { nonce });
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refusal = gate.request(headOf(request));
    if (refusal !== undefined) {
      refuse(response, refusal);
      return;
    }
    const file = files.get(request.url ?? '');
    if (file !== undefined) {
      answer(response, 200, file.body, {
        'Content-Type': file.contentType,
        'Cache-Control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-store',
      });
      return;
    }
    const body = await readBody(request, response);
    if (body === undefined) return;
    (request.url === '/session' ? openSession : openPage)(request, response, body.json);
  };
};
