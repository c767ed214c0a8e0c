import { decimalEscape } from '../presentation.ts';

/** What every wire parser in this room throws and its entry point turns into a value; nothing else escapes. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

const maxNameBytes = 255;
const maxPointers = 64;

/** Walks over one message; `end` bounds the current RDATA while names may point back into the whole message. */
export class Reader {
  readonly bytes: Uint8Array;
  offset: number;
  end: number;
  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  get left(): number {
    return this.end - this.offset;
  }

  u8(): number {
    if (this.left < 1) throw new Malformed('the message ends too early');
    return this.bytes[this.offset++] ?? 0;
  }

  u16(): number {
    return this.u8() * 256 + this.u8();
  }

  u32(): number {
    return this.u16() * 65536 + this.u16();
  }

  take(count: number): Uint8Array {
    if (this.left < count) throw new Malformed('the message ends too early');
    this.offset += count;
    return this.bytes.subarray(this.offset - count, this.offset);
  }

  rest(): Uint8Array {
    return this.take(this.left);
  }

  /**
   * A possibly compressed name, escaped, case kept, without final dot. Pointers go strictly backwards, at most 64 of
   * them, and the whole is at most 255 bytes (RFC 1035 sections 2.3.4 and 4.1.4): no loop, no bomb.
   */
  wireName(): string {
    const labels: string[] = [];
    let at = this.offset;
    let limit = this.end;
    let lowest = at;
    let size = 1;
    let pointers = 0;
    for (;;) {
      const length = this.byteAt(at, limit);
      if (length === 0) {
        if (pointers === 0) this.offset = at + 1;
        return labels.length === 0 ? '.' : labels.join('.');
      }
      if (length >= 0xc0) {
        const target = (length & 0x3f) * 256 + this.byteAt(at + 1, limit);
        if (pointers === 0) this.offset = at + 2;
        pointers += 1;
        if (target >= lowest || pointers > maxPointers)
          throw new Malformed('a name points forward or in a loop');
        [at, lowest, limit] = [target, target, this.bytes.length];
        continue;
      }
      if (length > 63) throw new Malformed('a label has a reserved type');
      size += length + 1;
      if (size > maxNameBytes || at + 1 + length > limit) throw new Malformed('a name is too long');
      labels.push(escapeLabel(this.bytes.subarray(at + 1, at + 1 + length)));
      at += length + 1;
    }
  }

  private byteAt(at: number, limit: number): number {
    const byte = at < limit ? this.bytes[at] : undefined;
    if (byte === undefined) throw new Malformed('a name runs past the end');
    return byte;
  }
}

const special = new Set(Buffer.from('.\\"();@$', 'latin1'));

const escapeLabel = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) {
    if (byte <= 0x20 || byte >= 0x7f) text += decimalEscape(byte);
    else text += special.has(byte) ? `\\${String.fromCharCode(byte)}` : String.fromCharCode(byte);
  }
  return text;
};
