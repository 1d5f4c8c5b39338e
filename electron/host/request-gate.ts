/**
 * Who may speak to the loopback server at all, judged from the request's head alone, before any route. Pure. Two ports
 * of 127.0.0.1 are the same "site" to a browser, so `SameSite` cookies stop nobody here: exact Host, exact Origin and
 * `Sec-Fetch-Site` do.
 */
export type RequestHead = {
  readonly method: string;
  /** As it stands in the request line. */
  readonly target: string;
  /** Name, value, name, value, as they came, doubles kept. */
  readonly rawHeaders: readonly string[];
};

/** An HTTP status that refuses, with the methods that would be allowed. */
export type Refusal = { readonly status: 400 | 403 | 404 | 405 | 415; readonly allow?: string };

export type GateOptions = {
  readonly port: number;
  readonly isPage: (target: string) => boolean;
  readonly isStatic: (target: string) => boolean;
  readonly isCall: (target: string) => boolean;
  /** Whether a one-time address waits to be opened. */
  readonly awaitsBrowser: () => boolean;
};

export type RequestGate = {
  request(head: RequestHead): Refusal | undefined;
  upgrade(head: RequestHead, target: string): Refusal | undefined;
};

export const createRequestGate = (options: GateOptions): RequestGate => {
  // `URL` leaves port 80 out, as browsers do.
  const hosts = ['127.0.0.1', 'localhost'].map((name) => new URL(`http://${name}:${options.port}`).host);

  const ownHost = (head: RequestHead): { host: string } | Refusal => {
    const found = headerValues(head, 'host');
    const [host] = found;
    if (host === undefined || found.length > 1) return { status: 400 };
    return hosts.includes(host) ? { host } : { status: 403 };
  };

  const fromElsewhere = (head: RequestHead, host: string): boolean =>
    headerValues(head, 'origin').some((origin) => origin !== `http://${host}`);

  return {
    request: (head) => {
      const own = ownHost(head);
      if ('status' in own) return own;
      // No Access-Control header and no private-network header ever: a preflight has no answer here.
      if (head.method === 'OPTIONS') return { status: 403 };
      if (fromElsewhere(head, own.host)) return { status: 403 };
      if (!fetchSiteAllowed(head, options)) return { status: 403 };

      if (options.isStatic(head.target)) return head.method === 'GET' ? undefined : { status: 405, allow: 'GET' };
      if (!options.isCall(head.target)) return { status: 404 };
      if (head.method !== 'POST') return { status: 405, allow: 'POST' };
      if (headerValues(head, 'origin').length !== 1) return { status: 403 };
      // Anything that a form or `no-cors` could send is refused, so that a foreign page would need a preflight.
      return isJson(head) ? undefined : { status: 415 };
    },

    upgrade: (head, target) => {
      const own = ownHost(head);
      if ('status' in own) return own;
      if (headerValues(head, 'origin').length !== 1 || fromElsewhere(head, own.host)) return { status: 403 };
      if (!headerValues(head, 'sec-fetch-site').every((site) => site === 'same-origin')) return { status: 403 };
      if (head.method !== 'GET') return { status: 405, allow: 'GET' };
      return head.target === target ? undefined : { status: 404 };
    },
  };
};

/**
 * `none` is an address typed by the engineer. `cross-site` is allowed for one thing only: the browser arriving from the
 * file that carries the one-time address, as a whole page, while such an address waits. `same-site` is another local port.
 */
const fetchSiteAllowed = (head: RequestHead, { isPage, awaitsBrowser }: GateOptions): boolean => {
  const sites = headerValues(head, 'sec-fetch-site');
  if (sites.every((site) => site === 'same-origin')) return true;
  if (sites.length > 1 || head.method !== 'GET' || !isPage(head.target)) return false;
  if (sites[0] === 'none') return true;
  const arrives = headerValues(head, 'sec-fetch-mode').join() === 'navigate';
  const whole = headerValues(head, 'sec-fetch-dest').join() === 'document';
  return sites[0] === 'cross-site' && arrives && whole && awaitsBrowser();
};

const isJson = (head: RequestHead): boolean => {
  const types = headerValues(head, 'content-type');
  return types.length === 1 && /^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(types[0] ?? '');
};

export const headerValues = ({ rawHeaders }: Pick<RequestHead, 'rawHeaders'>, name: string): readonly string[] =>
  rawHeaders.filter((_, n) => n % 2 === 1 && rawHeaders[n - 1]?.toLowerCase() === name);
