/** The two keys of `v1/gateway/connect` and `v1/gateway/disconnect`. They belong to the platform, not to a device profile. */
import { type LocalText } from './annotation.ts';
import { type ValueReader } from './compile.ts';
import { unscaled } from './scale.ts';

const text = (label: LocalText, evidence: LocalText): ValueReader => ({
  // As it stands: the platform casts telemetry values, never a device's name.
  type: 'json',
  label,
  scale: unscaled,
  derived: [],
  rivals: [],
  why: {
    source: 'inferred',
    sourceTitle: { zh: 'ThingsBoard 网关 API', en: 'ThingsBoard gateway API' },
    confidence: 'high',
    evidence,
  },
});

export const connectKeys: ReadonlyMap<string, ValueReader> = new Map([
  [
    'device',
    text(
      { zh: '设备名', en: 'Device name' },
      {
        zh: '厂家文档列出了主题，但没有给出格式；ThingsBoard 网关 API 用 device 指明设备',
        en: "The vendor's page names the topic but shows no payload; in the ThingsBoard gateway API `device` names the device",
      },
    ),
  ],
  [
    'type',
    text(
      { zh: '设备配置名', en: 'Device profile' },
      {
        zh: 'ThingsBoard 网关 API：没有 type 时用 default；平台上没有这个配置时会自动新建',
        en: 'ThingsBoard gateway API: `default` without it; a profile unknown to the platform is created',
      },
    ),
  ],
]);
