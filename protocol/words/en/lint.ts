/** Checks before a publish: what a default ThingsBoard would do (facts B2, B3, H). */
import { type Words } from '../shape.ts';

export const lint: Words['lint'] = {
  'topic-wildcard': '"{topic}" holds + or #: a topic to publish to must not. The platform closes.',
  'topic-unknown': 'The platform has no topic "{topic}": it acknowledges and stores nothing.',
  'packet-too-large':
    'The packet has {lengthBytes} bytes, over {limitBytes}: the platform closes without a PUBACK. Split it.',
  'qos-2':
    'QoS 2 is answered with PUBACK, never PUBREC: it is stored, but a client that keeps to the standard waits for ever. Use QoS 1.',
  retain: 'The platform ignores RETAIN: stored as any message, never sent to anybody again.',
  'payload-empty': 'The payload is empty; that is no object. Newer platforms close the connection.',
  'json-syntax':
    'The platform cannot read this: {expected}. Nothing after it is stored; on 3.1.1 it just closes (3.3 and later).',
  'json-too-deep': 'Nested deeper than 255 levels: the platform stops reading here.',
  'json-lenient': 'Not standard JSON ({form}). A default platform accepts it, another one may close.',
  'duplicate-device': 'Device "{key}" again: the platform reads only the last one; what stood under it before is lost.',
  'duplicate-key': '"{key}" again; the platform keeps the last one.',
  'root-not-object':
    'The outermost value has to be an object { … }. Nothing is stored; newer platforms close the connection.',
  'made-for-other-topic':
    'This shape belongs to {fits}; on {topic} nothing of it is stored, and the platform closes or stays silent.',
  'made-for-gateway-topic':
    'This is the shape of v1/gateway/telemetry. Here it is stored as one JSON value of the gateway itself.',
  'device-missing': 'The device name "device" is missing or empty. The platform acknowledges, then closes.',
  'request-incomplete': '"{lacks}" is missing or has the wrong form; the platform cannot answer, and newer ones close.',
  'devices-none': 'There is no device in it. The platform acknowledges, then closes (before 4.2.1 it stays silent).',
  'device-name-empty': 'The device name is empty: acknowledged late or never, nothing is stored.',
  'device-not-array':
    'Telemetry of "{device}" has to be an array [{ts, values}]. The platform skips it; with no device left, newer ones close.',
  'device-not-object':
    'Attributes of "{device}" have to be an object {key: value}. The platform skips it; with no device left, newer ones close.',
  'device-without-entries': 'The array is empty; the platform never acknowledges this.',
  'entry-not-object': 'Each element of the array has to be an object. Not stored; on 3.1.1 the platform just closes.',
  'entry-incomplete':
    '{lacks} is missing: the platform takes the whole element as data at the time of arrival, and "{stray}" becomes a key.',
  'values-not-object': '"values" has to be an object. Not stored; on 3.1.1 the platform just closes.',
  'metadata-incomplete': '"metadata" lacks {lacks}: newer platforms want all three, or none.',
  'ts-unreadable':
    'ts has to be whole milliseconds, as a number or as digits only. Not stored; on 3.1.1 the platform just closes.',
  'ts-in-seconds': 'ts looks like seconds. The platform takes milliseconds and stores it at {stored}.',
  'ts-old': 'ts is {days} days ago. It is stored, but the latest value may not change.',
  'ts-ahead':
    'ts is {minutes} min ahead of this machine. It is stored, but the latest value may stay there afterwards.',
  'instant-again': '"{key}" again for the same device and the same time: the later value overwrites the earlier one.',
  'values-none': 'There is no value in it: acknowledged, nothing is stored.',
  'value-null': 'The value of "{key}" is null; the platform skips this key.',
  'zeros-lost':
    'The text "{value}" of "{key}" looks like a number: a default platform stores {stored}, without the leading zeros.',
  'trailing-zeros-lost':
    'The text "{value}" of "{key}" is stored as the number {stored}: the same number, but no longer the same text.',
  'precision-lost': '"{key}" has more digits than a 64-bit float holds: {value} is stored as {stored}.',
  'number-as-text': 'The number {value} of "{key}" is too long: the platform stores it as text, {stored}.',
  'number-refused': 'The platform cannot convert the number {value} of "{key}": nothing of this device is stored.',
  'key-refused': 'A key is empty or over {limit} characters: acknowledged, but the whole record is not stored.',
  'key-like-markup': 'The key "{key}" looks like HTML: acknowledged, but the whole record is not stored.',
  'value-out-of-range': '"{key}" is {value}; {min} to {max} is what makes sense.',
  'value-of-other-kind': '"{key}" is not the kind of value the profile knows here.',
  'value-not-in-table': '"{key}" is {value}: the profile has no meaning for it.',
  'list-of-other-length': '"{key}" has {have} items; the profile knows {need}.',
  'time-in-seconds': '"{key}" looks like seconds; other gateways send milliseconds here.',
  'text-as-number': '"{key}" is written without quotes: as a number it has no leading zeros.',
  'hex-digit-bad': '"{key}": character {at}, "{found}", is no hex digit.',
  'hex-digits-odd': '"{key}" has {count} hex digits, an odd number: half a byte is missing.',
  'frame-length': 'The frame in "{key}" has a length the profile does not know.',
  'frame-as-number':
    'The frame in "{key}" is all digits: a default platform stores the number {stored} in place of the text.',
  'map-of-mixed-kinds': '"{key}" holds numbers and texts side by side; the platform keeps both as they are.',
  'key-unknown': 'The profile does not know "{key}".',
  'token-in-payload': '"{key}" looks like a token or password: whoever reads the data on the platform can read it.',
};

export const lintVerdict: Words['lintVerdict'] = {
  stored: 'would be stored',
  altered: 'would be stored altered',
  dropped: 'would not be stored, or not all of it',
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
  'control-character': 'a string holds a control character',
  escape: 'a backslash too many',
  'extra-comma': 'a comma too many, which reads as null',
  'letter-case': 'capitals in true, false or null',
  'guard-prefix': "it starts with )]}'",
};
