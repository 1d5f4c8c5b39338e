/** What comes along when a token is copied: what it is, at which character, what to do about it. */
import { type Words } from '../shape.ts';

export const tokenNote: Words['tokenNote'] = {
  'web-address': 'This is a web address, not a token. The token is under "Manage credentials" on the device\'s page.',
  snippet: 'This looks like a whole setting or command; the token is only a part of it.',
  'device-id':
    'This looks like a device id (UUID), not an access token. The token is under "Manage credentials" on the same page.',
  control: 'Holds a control character: {places}. It is not sent like this.',
  'white-space': 'Holds white space: {places}. The platform compares every character and trims nothing.',
  'zero-width': 'Holds something invisible: {places}. The platform compares every character and will not know it.',
  'full-width': 'Holds full-width characters: {places}. To the platform they are not the plain ones.',
  'look-alike': 'Holds a character that only looks Latin: {places}. The platform sees the difference.',
  'not-ascii': 'Holds a character that the platform itself never uses: {places}.',
  'digits-differ':
    'The digits at {places} are not those of gateway {name}. Another token, or a typing error in the name?',
  'letter-or-digit': 'A letter among digits: {places}. Compare it with the platform; it may be a copying error.',
};

export const tokenRepair: Words['tokenRepair'] = {
  remove: 'Remove them',
  replace: 'Replace them with plain characters',
  extract: 'Take only the token',
};

export const tokenPlace: Words['tokenPlace'] = {
  one: '{code}, character {n}',
  meant: '{code}, character {n}, like {meant}',
  range: 'characters {from} to {to}',
  more: '{n} more',
  name: {
    'U+0009': 'tab',
    'U+000A': 'line feed',
    'U+000D': 'carriage return',
    'U+0020': 'space',
    'U+00A0': 'no-break space',
    'U+00AD': 'soft hyphen',
    'U+3000': 'ideographic space',
    'U+200B': 'zero-width space',
    'U+200C': 'zero-width non-joiner',
    'U+200D': 'zero-width joiner',
    'U+200E': 'left-to-right mark',
    'U+200F': 'right-to-left mark',
    'U+2060': 'word joiner',
    'U+FEFF': 'byte order mark',
  },
};
