const scannedBytes = 1024 * 1024;
const maxNamed = 5;

/** Charsets named in MIME headers that nobody can decode, and header bytes that are no ASCII without SMTPUTF8 (RFC 5322 section 2.2). */
export function charsetOddities(bytes: Uint8Array): readonly string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, scannedBytes)).toString(
    'latin1',
  );
  const fields = text.match(/^content-type:[^\r\n]*(?:\r?\n[ \t][^\r\n]*){0,20}/gim) ?? [];
  const names = fields
    .slice(0, 1000)
    .flatMap((field) => /charset\s*=\s*"?([^\s";]{1,60})/i.exec(field)?.[1] ?? []);
  const unknown = [...new Set(names.map((name) => name.toLowerCase()))].filter((name) => !isKnown(name));
  return unknown
    .slice(0, maxNamed)
    .map((name) => `charset "${name.replace(/[^\x21-\x7e]/g, '?')}" is unknown`);
}

function isKnown(charset: string): boolean {
  try {
    return new TextDecoder(charset).encoding !== '';
  } catch {
    return /^(?:us-ascii|ascii|ansi_x3\.4-1968|utf-?7)$/.test(charset);
  }
}
