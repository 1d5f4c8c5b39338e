/**
 * What a default platform makes of a JSON string that looks like a number: it stores the number (facts B3), so leading zeros
 * of a serial number or a frame are gone. The platform in use may have this off: always said as "a default platform".
 */

/** What is stored, or undefined if the text stays as it is. */
export const castByPlatform = (text: string): string | undefined => {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  const stored = text.includes('.') ? String(Number(text)) : withoutLeadingZeros(text);
  return stored === text ? undefined : stored;
};

const withoutLeadingZeros = (digits: string): string => {
  const bare = digits.replace(/^(-?)0+(?=\d)/, '$1');
  return bare === '-0' ? '0' : bare;
};
