/**
 * The words of decoding, in both languages, exhaustive by type. `{name}` stands for the parameter of that name. The window
 * and the command line both speak from here; nothing else in `protocol/profile/` holds words.
 */
import { fill } from '../words/fill.ts';
import { foreignText } from '../words/foreign-text.ts';
import { type JsonSyntaxCode, type LenientForm } from '../json/problem.ts';
import {
  type Confidence,
  type LocalText,
  type Note,
  type NoteCode,
  type NoteParameters,
  type Problem,
  type ProblemCode,
  type SourceKind,
} from './annotation.ts';

export const sourceWords: Readonly<Record<SourceKind, LocalText>> = {
  documented: { zh: '厂家文档', en: 'documented' },
  'related-code': { zh: '同源代码', en: 'related code' },
  inferred: { zh: '推断', en: 'inferred' },
  user: { zh: '人工确认', en: 'confirmed by a user' },
  unknown: { zh: '未知', en: 'unknown' },
};

export const confidenceWords: Readonly<Record<Confidence, LocalText>> = {
  high: { zh: '高', en: 'high' },
  medium: { zh: '中', en: 'medium' },
  low: { zh: '低', en: 'low' },
};

export const noteWords: Readonly<Record<NoteCode, LocalText>> = {
  'not-a-number': { zh: '不是数字', en: 'Not a number' },
  'not-an-integer': { zh: '不是整数', en: 'Not a whole number' },
  'wrong-json-type': { zh: '应为 {expected}，收到的是 {actual}', en: 'Expected {expected}, received {actual}' },
  'precision-lost': {
    zh: '数字太长，按 64 位浮点读取会变成 {stored}',
    en: 'Too many digits: read as a 64-bit float it becomes {stored}',
  },
  'digits-lost': {
    zh: '这里应是带引号的文本；写成数字时前导零已经丢失，帧可能不完整',
    en: 'Text in quotes belongs here; written as a number it has lost its leading zeros, so bytes may be missing',
  },
  'cast-by-platform': {
    zh: '全是数字的文本：默认设置的平台会存成 {stored}',
    en: 'Text that looks like a number: a default platform stores {stored}',
  },
  'below-range': { zh: '低于合理范围 {min}…{max}', en: 'Below the valid range {min}…{max}' },
  'above-range': { zh: '高于合理范围 {min}…{max}', en: 'Above the valid range {min}…{max}' },
  'no-value': { zh: '表示“无数据”的字节', en: 'Bytes that mean "no value"' },
  'constant-differs': { zh: '应固定为 {expected}', en: 'Should always be {expected}' },
  'not-equal': { zh: '应等于 {expected}', en: 'Should equal {expected}' },
  'code-unknown': { zh: '表里没有代码 {code}', en: 'Code {code} is not in the table' },
  'bad-hex-digit': { zh: '第 {at} 个字符“{found}”不是十六进制数字', en: 'Character {at}, "{found}", is no hex digit' },
  'odd-hex-digits': { zh: '十六进制位数是奇数（{count}）', en: 'Odd number of hex digits ({count})' },
  'frame-too-long': {
    zh: '帧长 {lengthBytes} 字节，超过 {limitBytes} 字节的上限',
    en: 'The frame has {lengthBytes} bytes, the limit is {limitBytes}',
  },
  'length-unexpected': {
    zh: '帧长 {lengthBytes} 字节，配置文件描述的是 {expected} 字节',
    en: 'The frame has {lengthBytes} bytes, the profile describes {expected}',
  },
  'no-layout': { zh: '没有适用的布局', en: 'No layout is for this frame' },
  truncated: { zh: '数据中断：需要 {need} 字节，只有 {have} 字节', en: 'Cut off: needs {need} bytes, has {have}' },
  'items-missing': { zh: '应有 {need} 项，只有 {have} 项', en: '{need} items expected, {have} received' },
  'items-extra': { zh: '应有 {need} 项，收到 {have} 项', en: '{need} items expected, {have} received' },
  stale: {
    zh: '{by} 表示数据未更新：如果这一解读正确，此值是旧值',
    en: '{by} says not refreshed: if that reading is right, this value is old',
  },
  'marks-stale': {
    zh: '如果这一解读正确，同组的其他值（{count} 个）都是旧值',
    en: 'If this reading is right, the other values beside it ({count}) are old',
  },
  'seconds-not-ms': { zh: '看起来是秒，这里应是毫秒', en: 'Looks like seconds; milliseconds belong here' },
  'negative-difference': {
    zh: '差值为负：指针可能已回绕，或两者顺序相反',
    en: 'The difference is negative: wrapped around, or the two are the other way round',
  },
};

export const syntaxWords: Readonly<Record<JsonSyntaxCode, LocalText>> = {
  'value-expected': { zh: '这里应有一个值', en: 'a value is expected here' },
  'name-expected': { zh: '这里应是带双引号的键名', en: 'a name in double quotes is expected here' },
  'colon-expected': { zh: '这里应有冒号', en: 'a colon is expected here' },
  'comma-expected': { zh: '这里应有逗号', en: 'a comma is expected here' },
  'close-brace-expected': { zh: '缺少 }', en: '} is missing' },
  'close-bracket-expected': { zh: '缺少 ]', en: '] is missing' },
  'end-expected': { zh: '内容到此应已结束', en: 'the text should end here' },
  comment: { zh: 'JSON 里不能有注释', en: 'JSON has no comments' },
  'unclosed-string': { zh: '字符串缺少结尾的引号', en: 'the closing quote is missing' },
  'number-form': { zh: '数字写法不对', en: 'this is not how JSON writes a number' },
  'unicode-escape': { zh: '\\u 后面应是四位十六进制', en: '\\u needs four hex digits' },
  escape: { zh: '反斜杠后面的字符不对', en: 'this character cannot follow a backslash' },
  'control-character': { zh: '字符串里有控制字符', en: 'a control character inside a string' },
  symbol: { zh: '这个符号不属于 JSON', en: 'this sign is not part of JSON' },
};

export const lenientWords: Readonly<Record<LenientForm, LocalText>> = {
  comment: { zh: '注释', en: 'a comment' },
  'single-quotes': { zh: '单引号', en: 'single quotes' },
  'bare-word': { zh: '没有引号的词', en: 'a word without quotes' },
  semicolon: { zh: '分号', en: 'a semicolon' },
  equals: { zh: '等号', en: 'an equals sign' },
  'byte-order-mark': { zh: '开头的字节顺序标记（BOM）', en: 'a byte order mark at the start' },
  'control-character': { zh: '字符串里的控制字符', en: 'a control character inside a string' },
  escape: { zh: '多余的反斜杠', en: 'a backslash before a character that needs none' },
  'extra-comma': { zh: '多余的逗号', en: 'a comma too many' },
  'letter-case': { zh: 'true、false、null 的大小写', en: 'capitals in true, false or null' },
  'guard-prefix': { zh: ")]}' 前缀", en: "the prefix )]}'" },
};

export const problemWords: Readonly<Record<ProblemCode, LocalText>> = {
  empty: { zh: '没有内容', en: 'There is nothing to decode' },
  'not-readable': { zh: '既不是 JSON，也不是十六进制', en: 'Neither JSON nor hex' },
  'too-large': {
    zh: '文本有 {lengthChars} 个字符，上限 {limit}',
    en: 'The text has {lengthChars} characters, the limit is {limit}',
  },
  'too-deep': { zh: '嵌套超过 {limit} 层', en: 'Nested deeper than {limit} levels' },
  'too-many-keys': { zh: '键超过 {limit} 个', en: 'More than {limit} keys' },
  'string-too-long': {
    zh: '字符串有 {lengthChars} 个字符，上限 {limit}',
    en: 'A string has {lengthChars} characters, the limit is {limit}',
  },
  'bad-hex-digit': { zh: '“{found}”不是十六进制数字', en: '"{found}" is no hex digit' },
  'odd-hex-digits': {
    zh: '这一组十六进制位数是奇数（{count}）',
    en: 'Odd number of hex digits in this group ({count})',
  },
  'frame-too-long': {
    zh: '帧长 {lengthBytes} 字节，超过 {limitBytes} 字节的上限',
    en: 'The frame has {lengthBytes} bytes, the limit is {limitBytes}',
  },
  syntax: { zh: 'JSON 语法错误：{expected}', en: 'JSON syntax: {expected}' },
  'duplicate-key': {
    zh: '键“{key}”重复，平台只保留最后一个',
    en: 'Key "{key}" again; the platform keeps the last one',
  },
  'precision-lost': {
    zh: '数字 {raw} 位数过多，按 64 位浮点读取会变成 {stored}',
    en: 'Number {raw} has too many digits: read as a 64-bit float it becomes {stored}',
  },
  'more-problems': { zh: '另有 {count} 处问题未列出', en: '{count} more problems are not listed' },
  'lenient-form': {
    zh: '不是标准 JSON（{form}），但默认设置的平台会接受',
    en: 'Not JSON ({form}), although a default platform accepts it',
  },
  'shape-unknown': { zh: '能读出，但不是平台的数据格式', en: 'Readable, but not a payload of the platform' },
  'node-not-an-array': {
    zh: '节点的值应是数组 [{ts, values}]；平台会跳过这个节点',
    en: 'A node holds an array [{ts, values}]; the platform skips this node',
  },
  'node-not-an-object': { zh: '节点的属性应是对象', en: 'The attributes of a node are an object' },
  'node-empty': {
    zh: '节点没有数据；平台不会应答',
    en: 'The node has no entries; the platform never acknowledges this',
  },
  'entry-not-an-object': { zh: '数组的每一项应是对象', en: 'Each entry of the array is an object' },
  'values-not-an-object': { zh: 'values 应是对象', en: '"values" is an object' },
  'ts-not-a-time': { zh: 'ts “{raw}”不是毫秒时间戳', en: 'ts "{raw}" is not a time in milliseconds' },
  'ts-in-seconds': {
    zh: 'ts {raw} 看起来是秒；平台按毫秒存，会落到 1970 年',
    en: 'ts {raw} looks like seconds; the platform takes milliseconds and stores it in 1970',
  },
  'entry-incomplete': {
    zh: '缺少 {lacks}：平台会把整项当作普通数据，时间取到达时刻',
    en: '"{lacks}" is missing: the platform takes the whole entry as plain values at the time of arrival',
  },
  'node-not-in-profile': {
    zh: '配置文件里没有名为“{node}”这类设备，已按全部键解读',
    en: 'The profile knows no device named like "{node}"; all its keys were tried',
  },
};

/** Units as people read them; a unit that is not here reads as it is written in the profile (UCUM). */
export const unitText = (unit: string): string => unitTexts.get(unit) ?? unit;
const unitTexts: ReadonlyMap<string, string> = new Map([
  ['Cel', '°C'],
  ['deg', '°'],
  ['By', 'B'],
]);

/** Parameters are often text from outside: it must not break the sentence it stands in. */
const fillForeign = (words: string, parameters: NoteParameters): string =>
  fill(
    words,
    Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, typeof value === 'string' ? foreignText(value) : value]),
    ),
  );

export const noteText = ({ code, parameters }: Note, language: 'zh' | 'en'): string =>
  fillForeign(noteWords[code][language], parameters);

/** A problem in words, without its place. */
export const problemText = ({ code, parameters }: Problem, language: 'zh' | 'en'): string => {
  const inWords = (words: Readonly<Partial<Record<string, LocalText>>>, parameter: string | number | undefined) =>
    words[String(parameter)]?.[language] ?? String(parameter);
  const worded: NoteParameters = {
    ...parameters,
    ...(code === 'syntax' && { expected: inWords(syntaxWords, parameters['expected']) }),
    ...(code === 'lenient-form' && { form: inWords(lenientWords, parameters['form']) }),
  };
  return fillForeign(problemWords[code][language], worded);
};
