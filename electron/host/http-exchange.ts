/** One HTTP exchange of the loopback server: reading its cookie and its small JSON body, and every way of answering. */
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { securityHeaders } from './content-policy.ts';
import { headerValues, type Refusal, type RequestHead } from './request-gate.ts';

/** A token and nothing else is posted to this server. */
const bodyLimitBytes = 4_096;

export const headOf = ({ method = '', url = '', rawHeaders }: IncomingMessage): RequestHead => ({
  method,
  target: url,
  rawHeaders,
});

export const cookieOf = (request: IncomingMessage, name: string): string | undefined =>
  headerValues(request, 'cookie')
    .flatMap((line) => line.split(';'))
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** Undefined when it has been answered here: too long (413), not JSON (400), or the client is gone. */
export const readBody = async (
  request: IncomingMessage,
  response: ServerResponse,
): Promise<{ readonly json: unknown } | undefined> => {
  if (Number(request.headers['content-length'] ?? 0) > bodyLimitBytes) {
    answer(response, 413, '', { Connection: 'close' });
    return undefined;
  }
  const chunks: Buffer[] = [];
  let lengthBytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      lengthBytes += chunk.length;
      if (lengthBytes > bodyLimitBytes) {
        answer(response, 413, '', { Connection: 'close' });
        return undefined;
      }
      chunks.push(chunk);
    }
    return { json: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    if (!response.destroyed) answer(response, 400, '');
    return undefined;
  }
};

export const answer = (
  response: ServerResponse,
  status: number,
  body: Buffer | string,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, {
    ...securityHeaders,
    'Cache-Control': 'no-store',
    ...headers,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
};

export const answerJson = (
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void => {
  answer(response, status, JSON.stringify(body), { 'Content-Type': 'application/json; charset=utf-8', ...headers });
};

export const refuse = (response: ServerResponse, { status, allow }: Refusal): void => {
  answer(response, status, '', { Connection: 'close', ...(allow === undefined ? {} : { Allow: allow }) });
};

/** Before the WebSocket exists there is only the bare socket. */
export const refuseUpgrade = (socket: Socket, status: number): void => {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} \r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};
