const sniffedBytes = 8_000;

/** As git decides: a zero byte near the beginning. UTF-16 with a byte order mark is text. */
export const isBinary = (bytes: Uint8Array): boolean =>
  utf16Mark(bytes) === null && bytes.subarray(0, sniffedBytes).includes(0);

function utf16Mark(bytes: Uint8Array): 'le' | 'be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'be' : null;
}

/** Text as one byte per character: UTF-16 (PowerShell writes .env files so) loses its zero bytes, everything else stays as it is. */
export function singleByte(bytes: Uint8Array): Uint8Array {
  const mark = utf16Mark(bytes);
  if (mark === null) return bytes;
  const low = mark === 'le' ? 2 : 3;
  const single = new Uint8Array(Math.floor((bytes.length - 2) / 2));
  for (let index = 0; index < single.length; index += 1) single[index] = bytes[low + index * 2] ?? 0;
  return single;
}
