/** Reads a small text file in the page. Refuses what is too big or no text, with the reason as data; it never guesses a code page. */
export const fileLimitBytes = 1_048_576;

export type FileTrouble = {
  readonly why: 'fileTooLarge' | 'fileBinary' | 'fileUnreadable' | 'fileEmpty';
  readonly name: string;
  /** KiB, rounded up. */
  readonly size: number;
  readonly limit: number;
};
export type ReadFile =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly trouble: FileTrouble };

export const readTextFile = async (file: File): Promise<ReadFile> => {
  const refuse = (why: FileTrouble['why']): ReadFile => ({
    ok: false,
    trouble: { why, name: file.name, size: Math.ceil(file.size / 1_024), limit: fileLimitBytes / 1_024 },
  });
  if (file.size > fileLimitBytes) return refuse('fileTooLarge');
  try {
    const text = textOf(new Uint8Array(await file.arrayBuffer()));
    if (text === undefined) return refuse('fileBinary');
    return text.trim() === '' ? refuse('fileEmpty') : { ok: true, text };
  } catch {
    return refuse('fileUnreadable');
  }
};

/** UTF-8, or UTF-16 where a byte order mark says so (Windows editors write it). Undefined: neither, or it holds a NUL. */
const textOf = (bytes: Uint8Array): string | undefined => {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(mark, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
};
