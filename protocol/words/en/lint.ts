/** Checks before a publish: what a default ThingsBoard (4.2.1 and later) would do (facts B2, B3, H). */
import { type Words } from '../shape.ts';

export const lint: Words['lint'] = {
  'payload-empty': 'The payload is empty; the platform closes the connection.',
  'json-syntax':
    'Not complete JSON: {expected}. What the platform cannot read it does not store; on 3.1.1 it just closes.',
  'json-lenient':
    'Not standard JSON ({form}). A default platform accepts it, another one may close. What follows was not checked.',
  'not-checked': 'Too large or nested too deep to be checked.',
  'duplicate-key': '"{key}" again; the platform keeps the last one.',
  'packet-too-large':
    'The packet has {lengthBytes} bytes, over {limitBytes}: the platform closes without a PUBACK. Split it.',
  'topic-unknown': 'The platform has no topic "{topic}": it acknowledges and stores nothing.',
  'root-not-object':
    'The outermost value has to be an object { … }. The platform acknowledges, then closes; nothing is stored.',
  'made-for-other-topic':
    'This shape belongs to {fits}; on {topic} it is acknowledged, then the platform closes; nothing is stored.',
  'device-missing': 'The device name "device" is missing or empty. The platform acknowledges, then closes.',
  'devices-none': 'There is no device in it. The platform acknowledges, then closes.',
  'device-name-empty': 'The device name is empty: acknowledged after about 10 s, nothing is stored.',
  'device-not-array':
    'Telemetry of "{device}" has to be an array [{ts, values}]. The platform skips it; with no device left it closes.',
  'device-not-object':
    'Attributes of "{device}" have to be an object {key: value}. The platform skips it; with no device left it closes.',
  'device-without-entries': 'The array of "{device}" is empty; the platform never acknowledges this.',
  'entry-not-object': 'Each element of the array has to be an object. Not stored; on 3.1.1 the platform just closes.',
  'entry-incomplete':
    '{lacks} is missing: the platform takes the whole element as data at the time of arrival, and "{stray}" becomes a key.',
  'values-not-object': '"values" has to be an object. Not stored; on 3.1.1 the platform just closes.',
  'ts-unreadable':
    'ts has to be whole milliseconds, as a number or as digits only. Not stored; on 3.1.1 the platform just closes.',
  'ts-in-seconds': 'ts looks like seconds. The platform takes milliseconds and stores it at {stored}.',
  'ts-old': 'ts is {days} days ago. It is stored, but the latest value may not change.',
  'ts-ahead':
    'ts is {minutes} min ahead of this machine. It is stored, but the latest value may stay there afterwards.',
  'values-none': 'There is no value in it: acknowledged, nothing is stored.',
  'value-null': 'The value of "{key}" is null; the platform skips this key.',
  'zeros-lost':
    'The text "{value}" of "{key}" is all digits: a default platform stores the number {stored}, without its leading zeros.',
  'key-refused': 'A key is empty or over {limit} characters: acknowledged, but the whole record is not stored.',
};

export const lintVerdict: Words['lintVerdict'] = {
  stored: 'would be stored',
  altered: 'would be stored altered',
  dropped: 'would not be stored',
  'cuts-the-link': 'would cut the connection',
};

export const jsonSyntax: Words['jsonSyntax'] = {
  'value-expected': 'a value belongs here',
  'name-expected': 'a name in quotes belongs here',
  'colon-expected': 'a colon is missing after the name',
  'comma-expected': 'a comma is missing before this',
  'close-brace-expected': 'a closing } is missing',
  'close-bracket-expected': 'a closing ] is missing',
  'end-expected': 'something follows the end',
  comment: 'it holds a comment',
  'unclosed-string': 'a string is not closed',
  'number-form': 'this is not how a number is written',
  'unicode-escape': 'four hex digits have to follow \\u',
  escape: 'this character cannot follow a backslash',
  'control-character': 'a string holds a control character (a line break is written \\n)',
  symbol: 'an unknown character',
};

export const lenientForm: Words['lenientForm'] = {
  comment: 'it holds a comment',
  'single-quotes': 'single quotes',
  'bare-word': 'quotes are missing',
  semicolon: 'a semicolon',
  equals: 'an equals sign',
  'byte-order-mark': 'it starts with a byte order mark',
};
