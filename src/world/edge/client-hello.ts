const handshakeRecord = 22;
const serverNameExtension = 0;

/** The server name a ClientHello asks for (RFC 6066 section 3), in lower case; null when there is none or the bytes are something else. */
export function serverNameIn(bytes: Buffer): string | null {
  try {
    return bytes[0] === handshakeRecord ? fromHello(bytes) : null;
  } catch {
    return null; // ran past the end: not a complete ClientHello
  }
}

/** Record header 5, handshake header 4, version 2, random 32, then three variable-length fields (RFC 8446 section 4.1.2). */
function fromHello(bytes: Buffer): string | null {
  let at = 5 + 4 + 2 + 32;
  at += 1 + bytes.readUInt8(at); // session id
  at += 2 + bytes.readUInt16BE(at); // cipher suites
  at += 1 + bytes.readUInt8(at); // compression methods
  const end = Math.min(bytes.length, at + 2 + bytes.readUInt16BE(at));
  at += 2;
  while (at + 4 <= end) {
    const length = bytes.readUInt16BE(at + 2);
    // List length 2, name type 1, name length 2, name.
    if (bytes.readUInt16BE(at) === serverNameExtension)
      return bytes.toString('latin1', at + 9, at + 9 + bytes.readUInt16BE(at + 7)).toLowerCase();
    at += 4 + length;
  }
  return null;
}
