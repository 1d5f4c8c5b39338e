/** Gives a process of its own a name with two addresses, as a hosts file would; everything else is resolved as ever. */
import { twoAddresses } from './fault-table.ts';

const code = `
import dns from 'node:dns/promises';
import { isIP } from 'node:net';
import { syncBuiltinESMExports } from 'node:module';
const lookup = dns.lookup;
dns.lookup = async (host, options) =>
  host === ${JSON.stringify(twoAddresses.name)}
    ? ${JSON.stringify(twoAddresses.addresses)}.map((address) => ({ address, family: isIP(address) }))
    : lookup(host, options);
syncBuiltinESMExports();`;

/** For the environment of a Node.js process, as `NODE_OPTIONS`. */
export const twoAddressesOption = `--import=data:text/javascript,${encodeURIComponent(code)}`;
