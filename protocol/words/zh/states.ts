/** 连接的步骤、阶段，以及连接断开的方式。 */
import { type Words } from '../shape.ts';

export const step: Words['step'] = {
  'resolve-host': '解析主机名',
  'open-tcp': '接通 TCP 端口',
  'negotiate-tls': 'TLS 握手',
  'send-connect': '发送 CONNECT',
  'await-connack': '等待 CONNACK',
  survive: '确认连接保持',
};

export const stepOutcome: Words['stepOutcome'] = {
  waiting: '未开始',
  running: '进行中',
  passed: '通过',
  failed: '失败',
  skipped: '已跳过',
  'not-used': '未使用',
};

export const phase: Words['phase'] = {
  disconnected: '未连接',
  connecting: '正在连接',
  connected: '已连接',
  refused: '被拒绝',
  failed: '没有连上',
  waiting: '等待重连',
  contested: '令牌冲突',
};

export const linkLoss: Words['linkLoss'] = {
  'closed-by-broker': '平台关闭了连接',
  reset: '连接被重置（RST）',
  'keep-alive': '保活超时，没有收到 PINGRESP',
  malformed: '收到不合格的 MQTT 数据，已断开',
  'packet-too-large': '对方宣告了 {lengthBytes} 字节的报文，上限 {limitBytes} 字节，已断开',
  'disconnect-packet': '平台发来 DISCONNECT',
  'socket-error': '网络出错',
};
