/** `--like`: which version of the platform the linter speaks of. */
import { type MqttVersion } from '../../protocol/connection.ts';
import { columnOf, versionProfile } from '../../protocol/platform/versions.ts';
import { platformVersions, type PlatformVersion } from '../../protocol/practice.ts';
import { type OptionValue, wrongUse } from './command.ts';
import { escapeForTerminal } from './terminal-text.ts';

/** Any release, such as 3.6.4; the newest where nothing is said. Throws wrong use. */
export const readLike = (value: OptionValue, mqttVersion: MqttVersion): PlatformVersion => {
  if (typeof value !== 'string') return platformVersions[0];
  const like = columnOf(value);
  if (like === undefined) {
    const shown = escapeForTerminal(value);
    throw wrongUse({
      zh: `不认识的平台版本“${shown}”，写法如 4.2.1、3.6.4、3.2。`,
      en: `"${shown}" is no version of the platform that is known here. Write it like 4.2.1, 3.6.4 or 3.2.`,
    });
  }
  if (mqttVersion === '5' && !versionProfile(like).mqtt5) {
    throw wrongUse({ zh: '3.5 以前的平台不支持 MQTT 5。', en: 'Platforms before 3.5 do not speak MQTT 5.' });
  }
  return like;
};
