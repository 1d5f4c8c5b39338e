/**
 * UTF-8 as MQTT wants it [MQTT-1.5.4]: strict, so that a topic that only looks right is told apart. `TextDecoder` is not
 * part of the language, and this folder has nothing else.
 */
export type DecodedText = {
  /** With U+FFFD where the bytes say nothing. */
  readonly text: string;
  readonly valid: boolean;
};

const replacement = '\uFFFD';
/** Smallest code point that may take this many bytes; a shorter form is an attack or an accident. */
const smallest = [0, 0, 0x80, 0x800, 0x1_0000];

export const decodeUtf8 = (bytes: Uint8Array, start = 0, end = bytes.length): DecodedText => {
  let text = '';
  let valid = true;
  let at = start;
  while (at < end) {
    const first = bytes[at] ?? 0;
    const length =
      first < 0x80 ? 1 : first >> 5 === 0b110 ? 2 : first >> 4 === 0b1110 ? 3 : first >> 3 === 0b11110 ? 4 : 0;
    let point = length === 1 ? first : first & (0x7f >> length);
    let used = 1;
    while (used < length && at + used < end && ((bytes[at + used] ?? 0) & 0xc0) === 0x80) {
      point = point * 64 + ((bytes[at + used] ?? 0) & 0x3f);
      used += 1;
    }
    const whole = length !== 0 && used === length;
    if (!whole || point < (smallest[length] ?? 0) || point > 0x10_ffff || (point >= 0xd800 && point <= 0xdfff)) {
      text += replacement;
      valid = false;
    } else {
      text += String.fromCodePoint(point);
    }
    at += used;
  }
  return { text, valid };
};

/** Bytes that `text` takes on the wire; a lone surrogate counts as the three of U+FFFD that encoders put in its place. */
export const utf8LengthBytes = (text: string): number => {
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return length;
};
