/** 发布之前的检查：默认设置的 ThingsBoard（4.2.1 及以后）会怎么处理（facts B2、B3、H）。 */
import { type Words } from '../shape.ts';

export const lint: Words['lint'] = {
  'payload-empty': '内容是空的，平台会断开连接。',
  'json-syntax': '不是完整的 JSON：{expected}。平台读不懂就不保存，3.1.1 下会直接断开。',
  'json-lenient': '不是标准 JSON（{form}）。默认设置的平台会接受，别的平台可能断开。后面的内容没有继续检查。',
  'not-checked': '内容太大或嵌套太深，没有继续检查。',
  'duplicate-key': '“{key}”重复，平台只保留最后一个。',
  'packet-too-large': '整个报文 {lengthBytes} 字节，超过 {limitBytes}，平台会断开，不给 PUBACK。请拆成几条。',
  'topic-unknown': '平台没有主题“{topic}”：会应答，但什么也不保存。',
  'root-not-object': '最外层应是对象 { … }。平台会先应答、后断开，什么也不保存。',
  'made-for-other-topic': '这个格式属于 {fits}，发到 {topic} 会先应答、后断开，什么也不保存。',
  'device-missing': '缺少设备名 "device"，或它是空的。平台会先应答、后断开。',
  'devices-none': '里面没有任何设备。平台会先应答、后断开。',
  'device-name-empty': '设备名是空的：约 10 s 后才应答，什么也不保存。',
  'device-not-array': '“{device}”的遥测应是数组 [{ts, values}]。平台会跳过它；一个都不剩时会断开。',
  'device-not-object': '“{device}”的属性应是对象 {key: value}。平台会跳过它；一个都不剩时会断开。',
  'device-without-entries': '“{device}”的数组是空的，平台永远不会应答。',
  'entry-not-object': '数组的每一项都应是对象。平台不会保存，3.1.1 下会直接断开。',
  'entry-incomplete': '缺少 {lacks}：平台会把整项当作普通数据，时间取到达时刻，“{stray}”会变成一个键。',
  'values-not-object': 'values 应是对象。平台不会保存，3.1.1 下会直接断开。',
  'ts-unreadable': 'ts 应是毫秒整数，或只含数字的文本。平台不会保存，3.1.1 下会直接断开。',
  'ts-in-seconds': 'ts 看起来是秒。平台按毫秒处理，会存到 {stored}。',
  'ts-old': 'ts 是 {days} 天前的时间。平台照样保存，但“最新值”可能不会变。',
  'ts-ahead': 'ts 比本机时间晚 {minutes} min。平台照样保存，但之后的“最新值”可能停在这里不动。',
  'values-none': '没有任何值：平台会应答，但什么也不保存。',
  'value-null': '“{key}”的值是 null，平台会跳过这个键。',
  'zeros-lost': '“{key}”的文本“{value}”全是数字，默认设置的平台会存成数字 {stored}，前导零丢失。',
  'key-refused': '键名为空或超过 {limit} 个字符：平台会应答，但整条记录都不保存。',
};

export const lintVerdict: Words['lintVerdict'] = {
  stored: '会保存',
  altered: '会保存，但内容会变',
  dropped: '不会保存',
  'cuts-the-link': '会断开连接',
};

export const jsonSyntax: Words['jsonSyntax'] = {
  'value-expected': '这里应有一个值',
  'name-expected': '这里应有带引号的键名',
  'colon-expected': '键名后面缺冒号',
  'comma-expected': '前面缺逗号',
  'close-brace-expected': '缺右花括号 }',
  'close-bracket-expected': '缺右方括号 ]',
  'end-expected': '结尾之后还有多余的内容',
  comment: '有注释',
  'unclosed-string': '字符串缺右引号',
  'number-form': '数字写法不对',
  'unicode-escape': '\\u 后面应是四位十六进制数字',
  escape: '反斜杠后面的字符不对',
  'control-character': '字符串里有控制字符（换行要写成 \\n）',
  symbol: '有不认识的字符',
};

export const lenientForm: Words['lenientForm'] = {
  comment: '有注释',
  'single-quotes': '用了单引号',
  'bare-word': '缺引号',
  semicolon: '用了分号',
  equals: '用了等号',
  'byte-order-mark': '开头有 BOM',
};
