/**
 * Text of a report, whatever it is written in: a byte order mark first, then the look of UTF-16, then the encoding an XML declaration
 * names (XML 1.0 appendix F). Wrong bytes become U+FFFD: a reporter's mojibake must not cost the whole report.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (second === 0 && isStart(first)) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0 && isStart(second)) return new TextDecoder('utf-16be').decode(bytes);
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const label = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(head)?.[1] ?? 'utf-8';
  return decoderFor(label).decode(bytes);
}

const isStart = (byte: number): boolean => byte === 0x3c || byte === 0x7b;

/** A declaration that could be read one byte a character is no UTF-16, whatever it says. */
function decoderFor(label: string): InstanceType<typeof TextDecoder> {
  const name = /^(?:utf-?16|ucs-?2|iso-10646-ucs-2|us-?ascii$)/i.test(label) ? 'utf-8' : label;
  try {
    return new TextDecoder(name);
  } catch {
    return new TextDecoder('utf-8');
  }
}
