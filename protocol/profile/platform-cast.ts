/**
 * What a default platform makes of a JSON string that looks like a number: it stores the number (facts B3), so leading zeros
 * of a serial number or a frame are gone. The platform in use may have this off: always said as "a default platform".
 */
import { storedString } from '../platform/stored-value.ts';

/** What is stored, or undefined if the text stays as it is. */
export const castByPlatform = (text: string): string | undefined => {
  const stored = storedString(text, 'big-decimal').value;
  return stored === text ? undefined : stored;
};
