/**
 * What the `app:` protocol answers: a file of the fixed map under its exact path, or 404. No path from an address ever
 * touches the file system. Knows nothing of Electron.
 */
import { securityHeaders } from '../host/content-policy.ts';
import { type StaticFiles } from '../host/static-files.ts';
import { pageHost, pageScheme } from './page-origin.ts';

export const pageAnswer = (files: StaticFiles, request: Pick<Request, 'method' | 'url'>): Response => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return answered(405, null, { Allow: 'GET, HEAD' });
  const file = files.get(pathOf(request.url) ?? '');
  if (file === undefined) return answered(404, null);
  return answered(200, request.method === 'GET' ? new Uint8Array(file.body) : null, {
    'Content-Type': file.contentType,
    'Content-Length': String(file.body.length),
  });
};

/** As written: what is percent-encoded stays so and therefore is in no map. Undefined for another scheme, host or port. */
const pathOf = (address: string): string | undefined => {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, username, password, pathname } = new URL(address);
  const own = protocol === `${pageScheme}:` && host === pageHost && username === '' && password === '';
  return own ? pathname : undefined;
};

// Nothing is kept between starts: a newer program must never show an older page.
const answered = (
  status: number,
  body: Uint8Array<ArrayBuffer> | null,
  headers: Readonly<Record<string, string>> = {},
): Response => new Response(body, { status, headers: { ...securityHeaders, 'Cache-Control': 'no-store', ...headers } });
