/**
 * What may cross between worlds and processes, as JSON. Runs in Node and, as source text, in both worlds of the page, so
 * it uses nothing but its own arguments and globals. What structured clone refuses is refused here with the same words.
 */
export type Wire = unknown;

export type Carried = {
  /** Functions and promises cross between worlds (not between processes) as a number that stands for them. */
  keep(value: object): number;
  make(kind: 'function' | 'promise', id: number): unknown;
};

export type Codec = { readonly encode: (value: unknown) => Wire; readonly decode: (wire: Wire) => unknown };
export type MakeCodec = (carried?: Carried) => Codec;

export const makeCodec: MakeCodec = (carried) => {
  const refuse = (): never => {
    throw new Error('An object could not be cloned.');
  };
  const encodeObject = (value: object): Wire => {
    if (typeof value === 'function') return carried === undefined ? refuse() : ['function', carried.keep(value)];
    if (value instanceof Promise) return carried === undefined ? refuse() : ['promise', carried.keep(value)];
    if (Array.isArray(value)) return ['array', value.map(encode)];
    if (value instanceof Date) return ['date', value.getTime()];
    if (value instanceof Error) return ['error', value.message];
    if (value instanceof Uint8Array) return ['bytes', Array.from(value)];
    if (Object.prototype.toString.call(value) !== '[object Object]') return refuse();
    return ['object', Object.entries(value).map(([key, inner]) => [key, encode(inner)])];
  };
  const encode = (value: unknown): Wire => {
    switch (typeof value) {
      case 'undefined':
        return ['undefined'];
      case 'bigint':
        return ['bigint', value.toString()];
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : ['number', Object.is(value, -0) ? '-0' : String(value)];
      case 'symbol':
        return refuse();
      case 'object':
        return value === null ? null : encodeObject(value);
      case 'function':
        return encodeObject(value);
      default:
        return value;
    }
  };
  const decode = (wire: Wire): unknown => {
    if (!Array.isArray(wire)) return wire;
    const [kind, inner] = wire as [string, never];
    switch (kind) {
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(inner);
      case 'number':
        return Number(inner);
      case 'array':
        return (inner as Wire[]).map(decode);
      case 'date':
        return new Date(inner);
      case 'error':
        return new Error(inner);
      case 'bytes':
        return new Uint8Array(inner);
      case 'object':
        // An own key `__proto__` stays an own key, as it does with structured clone.
        return Object.fromEntries((inner as [string, Wire][]).map(([key, value]) => [key, decode(value)]));
      case 'function':
      case 'promise':
        return carried === undefined ? refuse() : carried.make(kind, inner);
      default:
        throw new Error(`unknown kind ${kind}`);
    }
  };
  return { encode, decode };
};
