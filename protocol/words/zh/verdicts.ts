/** 诊断结论：证明了什么，没有证明什么（facts I）。 */
import { type Words } from '../shape.ts';

export const verdict: Words['verdict'] = {
  accepted: {
    name: '已接受',
    meaning: '平台认可这个令牌（返回码 0），连接也保持住了。',
    doesNotProve: '不能证明这个设备勾选了“是否网关”，也不能证明数据会入库。发一条测试数据，看有没有 PUBACK。',
  },
  refused: {
    name: '已拒绝',
    meaning: '平台收到了连接请求，并明确拒绝（返回码 {code}，{hex}）。网络、端口和 MQTT 都是通的。',
    doesNotProve:
      '不能证明令牌一定写错：含义要看返回码和平台版本。程序不会自动重试，因为连续失败可能让平台封锁本机地址。',
  },
  'host-not-found': {
    name: '找不到主机',
    meaning: '“{host}”解析不到任何地址，还没有连到任何机器。',
    doesNotProve: '与令牌、平台好坏无关：还没走到那一步。',
  },
  'port-refused': {
    name: '端口拒绝连接',
    meaning: '“{host}”有应答，但拒绝了端口 {port}：多半没有程序在这个端口上监听。',
    doesNotProve: '不说明平台停机，也不说明令牌对错：可能只是端口不对。',
  },
  'port-timeout': {
    name: '端口没有应答',
    meaning: '连接“{host}”的端口 {port}，{seconds} s 内没有任何应答。',
    doesNotProve: '不说明平台停机：数据包可能在路上被丢掉了（SIM 卡、APN、防火墙）。',
  },
  'tls-rejected': {
    name: 'TLS 没有建立',
    meaning: 'TLS 握手没有完成：{reason}。CONNECT 没有发出，令牌没有离开本机。',
    doesNotProve: '不说明令牌对错：还没走到那一步。',
  },
  'closed-before-connack': {
    name: '没回 CONNACK 就断开',
    meaning: 'TCP 已接通，CONNECT 已发出，{ms} ms 后对方断开，一个 CONNACK 字节也没有回。',
    doesNotProve: '不说明令牌被拒绝：平台拒绝令牌时会先回 CONNACK 再断开。',
  },
  'no-connack': {
    name: '等不到 CONNACK',
    meaning: 'TCP 已接通，CONNECT 已发出，{seconds} s 内{received}。',
    doesNotProve: '不说明令牌对错：平台还没有表态。后台繁忙时，平台约 10 s 才会回返回码 3。',
  },
  'not-mqtt': {
    name: '对方不是 MQTT',
    meaning: '端口有应答，但回的是 {looksLike}，不是 CONNACK。',
    doesNotProve: '不说明令牌对错。注意：令牌已经随 CONNECT 发给了对方；若不清楚对方是谁，请在平台上换一个令牌。',
  },
  'dropped-after-connack': {
    name: '接受后又断开',
    meaning: '平台先接受了令牌（返回码 0），{ms} ms 后{why}。',
    doesNotProve: '不说明令牌无效：无效的令牌得不到返回码 0。',
  },
  contested: {
    name: '令牌在两处使用',
    meaning: '接受之后连续 {times} 次很快被挤下线：另一个客户端在用同一个令牌。已停止重连，免得现场网关反复掉线。',
    doesNotProve: 'MQTT 3.1.1 断开时不带原因，这是按时间规律判断的；MQTT 5 的原因码 0x8E 才是直接证据。',
  },
  stopped: {
    name: '已停止',
    meaning: '这次连接由你停止，没有结论。',
    doesNotProve: '对平台、网络和令牌都不能下结论。',
  },
};

export const received: Words['received'] = {
  nothing: '一个字节也没有收到',
  incomplete: '只收到半个 CONNACK',
  malformed: '收到的字节不是合格的 CONNACK',
};

export const tlsReason: Words['tlsReason'] = {
  'not-tls': '对方回的不是 TLS',
  expired: '证书不在有效期内',
  'self-signed': '证书是自签名的',
  'unknown-ca': '证书的签发机构不受信任',
  'wrong-host': '证书是发给“{names}”的，不是“{host}”',
  version: '双方没有共同的 TLS 版本或加密套件',
  other: '握手被中断',
};

export const lookAlike: Words['lookAlike'] = {
  http: 'HTTP（网页服务）',
  tls: 'TLS',
  ssh: 'SSH',
  other: '其他协议的内容',
};
