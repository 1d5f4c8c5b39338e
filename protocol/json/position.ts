/** Turns offsets into lines and columns. A line ends with LF, CR or CR LF; columns count UTF-16 units, as editors do. */
export type Locate = (offset: number) => { readonly line: number; readonly column: number };

/** Line and column from 1. The table of lines is made on the first call; each call is a binary search. */
export const locator = (text: string): Locate => {
  let lineStarts: readonly number[] | undefined;
  return (offset) => {
    lineStarts ??= startsOfLines(text);
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
  };
};

const startsOfLines = (text: string): number[] => {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) starts.push(at + 1);
  }
  return starts;
};
