/** 粘贴令牌时顺带来的东西：是什么，在第几个字符，该怎么办。 */
import { type Words } from '../shape.ts';

export const tokenNote: Words['tokenNote'] = {
  'web-address': '这是一个网址，不是令牌。令牌在平台设备页的“管理凭据”里。',
  snippet: '这像是整段配置或命令，令牌只是其中一部分。',
  'device-id': '这像是设备 ID（UUID），不是访问令牌。令牌在同一页的“管理凭据”里。',
  control: '有控制字符：{places}。带着它不会发送。',
  'white-space': '有空白：{places}。平台逐字比较，不会自动去掉。',
  'zero-width': '有看不见的字符：{places}。平台逐字比较，带着它一定不认。',
  'full-width': '有全角字符：{places}。平台逐字比较，全角和半角不是一回事。',
  'look-alike': '有形似拉丁字母的别种字符：{places}。看着一样，平台却不认。',
  'not-ascii': '有平台自己不会用的字符：{places}。',
  'digits-differ': '{places} 的数字与网关 {name} 的不一致。拿错了令牌，还是网关编号写错了？',
  'letter-or-digit': '数字中间夹着字母：{places}。对照平台看一眼，是不是抄错了。',
};

export const tokenRepair: Words['tokenRepair'] = {
  remove: '去掉它们',
  replace: '换成普通字符',
  extract: '只取其中的令牌',
};

export const tokenPlace: Words['tokenPlace'] = {
  one: '{code}，第 {n} 个字符',
  meant: '{code}，第 {n} 个字符，像 {meant}',
  range: '第 {from} 到 {to} 个字符',
  more: '另有 {n} 处',
  name: {
    'U+0009': '制表符',
    'U+000A': '换行',
    'U+000D': '回车',
    'U+0020': '空格',
    'U+00A0': '不换行空格',
    'U+00AD': '软连字符',
    'U+3000': '全角空格',
    'U+200B': '零宽空格',
    'U+200C': '零宽不连字',
    'U+200D': '零宽连字',
    'U+200E': '从左到右标记',
    'U+200F': '从右到左标记',
    'U+2060': '词连接符',
    'U+FEFF': '字节序标记',
  },
};
