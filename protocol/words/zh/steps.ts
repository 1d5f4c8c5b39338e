/** 每一步细节的名称，以及每个地址的结果。 */
import { type Words } from '../shape.ts';

export const stepFact: Words['stepFact'] = {
  host: '查询的名称',
  literal: '本来就是地址，没有查询 DNS',
  none: '无',
  absent: '报文里没有',
  serverName: '发出的服务器名',
  protocol: '协议版本',
  cipher: '加密套件',
  certificate: '证书',
  issuer: '签发者',
  valid: '有效期',
  names: '适用名称',
  level: '协议级别',
  flags: '标志位',
  keepAlive: '保活',
  clientIdentifier: '客户端 ID',
  userName: '用户名',
  masked: '即令牌，显示为 2A',
  password: '密码',
  length: '整个报文',
  code: '返回的代码',
  error: '错误',
  asText: '按文本看',
};

export const tcpOutcome: Words['tcpOutcome'] = {
  opened: '已接通',
  refused: '被拒绝',
  'timed-out': '没有应答',
  failed: '失败',
  'not-tried': '没有试',
};
