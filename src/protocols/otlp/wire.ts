import { OtlpError } from './error.ts';

export type WireType = 0 | 1 | 2 | 5;

export interface WireField {
  readonly number: number;
  readonly type: WireType;
}

/** Reads the protobuf wire format from bytes that may be anything; throws `OtlpError` (`protobuf`) where they stop making sense. */
export class WireReader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#view.byteLength;
  }

  /** The next field; groups (wire types 3 and 4) were dropped from the format long ago and are refused. */
  field(): WireField {
    const tag = Number(this.varint());
    const number = Math.floor(tag / 8);
    const type = tag % 8;
    if (number < 1 || number > 0x1fff_ffff) throw damaged('a field number out of range');
    if (type !== 0 && type !== 1 && type !== 2 && type !== 5) throw damaged(`wire type ${type}`);
    return { number, type };
  }

  /** Unsigned, at most ten bytes; more than 64 bits are cut as other readers do. */
  varint(): bigint {
    let low = 0;
    let scale = 1;
    for (let count = 0; count < 7; count += 1) {
      const byte = this.#byte();
      low += (byte & 127) * scale;
      if (byte < 128) return BigInt(low);
      scale *= 128;
    }
    return this.#longVarint(BigInt(low));
  }

  #longVarint(start: bigint): bigint {
    let value = start;
    for (let count = 7; count < 10; count += 1) {
      const byte = this.#byte();
      value |= BigInt(byte & 127) << BigInt(7 * count);
      if (byte < 128) return BigInt.asUintN(64, value);
    }
    throw damaged('a number longer than ten bytes');
  }

  fixed32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  fixed64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  double(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  bytes(): Uint8Array {
    const length = this.varint();
    if (length > BigInt(this.#view.byteLength - this.#at)) throw damaged('a length beyond the end');
    const start = this.#take(Number(length));
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, Number(length));
  }

  skip(type: WireType): void {
    if (type === 0) this.varint();
    else if (type === 2) this.bytes();
    else this.#take(type === 1 ? 8 : 4);
  }

  #byte(): number {
    return this.#view.getUint8(this.#take(1));
  }

  #take(count: number): number {
    const start = this.#at;
    if (count > this.#view.byteLength - start) throw damaged('it ends in the middle of a field');
    this.#at = start + count;
    return start;
  }
}

const damaged = (what: string): OtlpError => new OtlpError('protobuf', `the protobuf is damaged: ${what}`);
