/** A text as bytes. The bytes are shared: they hold until the next text is viewed. */
export interface ByteView {
  /** One per UTF-16 unit: ASCII as it is, everything else as 255. */
  readonly codes: Uint8Array;
  /** True: `codes` are also the UTF-8 of the text, and the text is its own latin1. */
  readonly isAscii: boolean;
}

const encoder = new TextEncoder();
const longestShared = 32 * 1024;
/** UTF-8 takes three bytes for a UTF-16 unit at most. */
const shared = new Uint8Array(3 * longestShared);
const other = 255;

/** Bytes are read several times faster than the characters of a string, and most texts are short: no memory is taken for those. */
export function byteView(text: string): ByteView {
  if (text.length > longestShared) return viewOfLong(text);
  const { written } = encoder.encodeInto(text, shared);
  const isAscii = written === text.length;
  if (!isAscii) takeCodes(shared, written);
  return { codes: shared.subarray(0, text.length), isAscii };
}

function viewOfLong(text: string): ByteView {
  const codes = new Uint8Array(text.length);
  const { read, written } = encoder.encodeInto(text, codes);
  const isAscii = read === text.length && written === text.length;
  if (!isAscii)
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      codes[at] = unit < 128 ? unit : other;
    }
  return { codes, isAscii };
}

/** Makes UTF-8 the codes of its UTF-16 units, in place: units never take more room than their bytes did. */
function takeCodes(bytes: Uint8Array, length: number): void {
  let to = 0;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 128) {
      bytes[to++] = byte;
      continue;
    }
    bytes[to++] = other;
    // Four bytes are a surrogate pair.
    if (byte >= 240) bytes[to++] = other;
    at += byte >= 240 ? 3 : byte >= 224 ? 2 : 1;
  }
}
