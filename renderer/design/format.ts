/** How numbers and instants are written on screen. Pure; no words. */
import { type Connack } from '../../protocol/diagnosis.ts';

/** `84.2`, `1,203`: one decimal below a thousand, none above, tabular. */
export const milliseconds = (ms: number): string =>
  ms < 1000 ? ms.toFixed(ms < 100 ? 1 : 0) : Math.round(ms).toLocaleString('en');

/** Local time of day with the second: `16:54:02`. The zone is named where a whole date is shown. */
export const timeOfDay = (at: number): string => {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
};

/** As engineers say it: decimal for the codes of 3.1.1, hex for those of 5.0. */
export const codeHex = (connack: Connack): string =>
  connack.protocol === '3.1.1' ? String(connack.code) : connack.hex;

export const count = (n: number): string => n.toLocaleString('en');

/** `00:12:31` */
export const duration = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
};
