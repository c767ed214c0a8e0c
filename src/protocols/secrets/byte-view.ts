/** A text as bytes. The bytes are shared: they hold until the next text is viewed. */
export interface ByteView {
  /** One per UTF-16 unit: ASCII as it is, everything else as 255. */
  readonly codes: Uint8Array;
  /** True: `codes` are also the UTF-8 of the text, and the text is its own latin1. */
  readonly isAscii: boolean;
}

const encoder = new TextEncoder();
const shared = new Uint8Array(32 * 1024);
const other = 255;

/** Bytes are read several times faster than the characters of a string, and most texts are short ASCII: no memory is taken for those. */
export function byteView(text: string): ByteView {
  const room = text.length <= shared.length ? shared : new Uint8Array(text.length);
  const { read, written } = encoder.encodeInto(text, room);
  const codes = room.subarray(0, text.length);
  const isAscii = read === text.length && written === text.length;
  if (!isAscii) for (let at = 0; at < text.length; at += 1) codes[at] = asCode(text.charCodeAt(at));
  return { codes, isAscii };
}

const asCode = (unit: number): number => (unit < 128 ? unit : other);
