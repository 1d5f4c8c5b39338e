/** 一次发布的各个状态（facts B2、I）。 */
import { type Words } from '../shape.ts';

export const publishState: Words['publishState'] = {
  sending: { name: '正在发送', meaning: '数据正在写入网络。', causes: [] },
  sent: { name: '已发出', meaning: '数据已写入网络，正在等 PUBACK。', causes: [] },
  holding: { name: '已应答，观察中', meaning: '收到了 PUBACK。再看 2 s：平台可能先应答、后断开。', causes: [] },
  acked: {
    name: '已确认',
    meaning: '平台把数据收进了处理队列。这不等于已经入库，也不等于界面上能看到。',
    causes: [
      '界面上看不到时：ts 用了秒（会存到 1970 年），或设备时钟不准。',
      '看的是网关本身，数据在子设备的“最新遥测”里。',
      '以前存过一个将来的 ts，“最新值”会停在那里。',
      '规则链里没有保存节点。',
      '键为空、超过 255 个字符或含特殊字符，整条不入库。',
    ],
  },
  'no-ack': {
    name: '没有应答',
    meaning: '5 s 内没有 PUBACK，但连接还在。数据没有得到确认，程序不会自动重发。',
    causes: [
      '令牌对应的设备没有勾选“是否网关”：勾选后必须重新连接。往 v1/devices/me/telemetry 发一条，有 PUBACK 就是这个原因。',
      '设备的数组是空的（{"设备":[]}），平台从不应答。',
      '旧版平台（3.2 及以前）遇到坏 JSON 也不应答。',
      '网络已断但还没被发现：看 PINGRESP 是否还来。',
    ],
  },
  'closed-without-ack': {
    name: '没应答就断开',
    meaning: '发出之后平台关闭了连接，没有 PUBACK。这条数据多半没有被接受。',
    causes: [
      'JSON 不完整，或结尾多了字符。',
      'ts 或 values 不合要求。',
      '整个报文超过 65,536 字节。',
      '发送太快，超过平台限速（旧版平台）。',
      '同一个令牌在别处登录，恰好此时把本连接挤掉。',
    ],
  },
  'acked-then-closed': {
    name: '应答后断开',
    meaning: '收到 PUBACK，但 2 s 内平台关闭了连接。在本平台上这不算成功。',
    causes: [
      '内容不是 JSON 对象，或缺少设备名。',
      '遥测的设备值都不是数组（属性：都不是对象）。',
      '发送太快，超过平台限速。',
      '平台的处理队列出错。',
    ],
  },
  rejected: {
    name: '被拒绝',
    meaning: '平台在 PUBACK 里给了错误原因码（MQTT 5）。数据没有被接受，连接可能还在。',
    causes: [
      '0x99：JSON 不完整，或 ts、values 不合要求。',
      '0x97：超过限速，或租户的设备数已满。',
      '0x90：平台没有这个主题。',
      '0x83：内容不是对象或缺少设备名，随后会断开。',
    ],
  },
};
