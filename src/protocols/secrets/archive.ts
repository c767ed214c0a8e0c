import { gunzipSync, inflateRawSync } from 'node:zlib';

export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}
export interface ArchiveContent {
  readonly entries: readonly ArchiveEntry[];
  /** What was left out, and why. */
  readonly told: readonly string[];
}
export interface ArchiveLimits {
  readonly maxEntries: number;
  readonly maxEntryBytes: number;
  readonly maxTotalBytes: number;
}

export type ArchiveKind = 'zip' | 'gzip' | 'tar';

/** By its first bytes: PKWARE APPNOTE 4.3.7, RFC 1952 section 2.3.1, POSIX ustar. */
export function archiveKind(bytes: Uint8Array): ArchiveKind | null {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) return 'zip';
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8) return 'gzip';
  return Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar' ? 'tar' : null;
}

/** Everything readable in an archive, within the limits; damage is told, never thrown. */
export function openArchive(bytes: Uint8Array, limits: ArchiveLimits): ArchiveContent {
  try {
    const kind = archiveKind(bytes);
    if (kind === 'zip') return zipEntries(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), limits);
    if (kind === 'tar') return tarEntries(bytes, limits);
    const plain = gunzipSync(bytes, { maxOutputLength: limits.maxTotalBytes });
    return archiveKind(plain) === 'tar'
      ? tarEntries(plain, limits)
      : { entries: [{ name: '', bytes: plain }], told: [] };
  } catch (error) {
    const why =
      error instanceof RangeError ? 'it unpacks to more than is read' : 'it is damaged or not supported';
    return { entries: [], told: [why] };
  }
}

/** The central directory (APPNOTE 4.3.12) says what there is; local headers are only skipped over. */
function zipEntries(bytes: Buffer, limits: ArchiveLimits): ArchiveContent {
  const content = new Content(limits);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1) return { entries: [], told: ['its directory is missing'] };
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0 && content.hasRoom(); left -= 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) return content.with('its directory is damaged');
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const name = bytes.toString('latin1', at + 46, at + 46 + (nameLength ?? 0));
    content.add(name, bytes.readUInt32LE(at + 24), () => zipBody(bytes, at, limits));
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return content.done();
}

function zipBody(bytes: Buffer, directory: number, limits: ArchiveLimits): Uint8Array | null {
  const [flags, method, packed, local] = [
    bytes.readUInt16LE(directory + 8),
    bytes.readUInt16LE(directory + 10),
    bytes.readUInt32LE(directory + 20),
    bytes.readUInt32LE(directory + 42),
  ];
  // Bit 0: encrypted (APPNOTE 4.4.4).
  if ((flags & 1) === 1 || (method !== 0 && method !== 8)) return null;
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const body = bytes.subarray(start, start + packed);
  return method === 0 ? body : inflateRawSync(body, { maxOutputLength: limits.maxEntryBytes });
}

/** POSIX.1 ustar: 512-byte headers, names in 100 bytes with a prefix in 155, sizes in octal. */
function tarEntries(bytes: Uint8Array, limits: ArchiveLimits): ArchiveContent {
  const content = new Content(limits);
  const field = (at: number, length: number): string =>
    Buffer.from(bytes.subarray(at, at + length))
      .toString('latin1')
      .replace(/\0.*$/s, '');
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0 && content.hasRoom();) {
    const sizeBytes = Number.parseInt(field(at + 124, 12).trim() || '0', 8);
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) return content.with('it is damaged');
    const prefix = field(at + 345, 155);
    const isFile = /[0\0]/.test(String.fromCharCode(bytes[at + 156] ?? 0));
    const body = bytes.subarray(at + 512, at + 512 + sizeBytes);
    const name = prefix === '' ? field(at, 100) : `${prefix}/${field(at, 100)}`;
    if (isFile) content.add(name, sizeBytes, () => body);
    at += 512 + Math.ceil(sizeBytes / 512) * 512;
  }
  return content.done();
}

class Content {
  readonly #limits: ArchiveLimits;
  readonly #entries: ArchiveEntry[] = [];
  readonly #told: string[] = [];
  #seen = 0;
  #total = 0;

  constructor(limits: ArchiveLimits) {
    this.#limits = limits;
  }

  hasRoom(): boolean {
    if (this.#seen < this.#limits.maxEntries && this.#total < this.#limits.maxTotalBytes) return true;
    this.#told.push(`only its first ${this.#seen} entries were read`);
    return false;
  }

  add(name: string, sizeBytes: number, open: () => Uint8Array | null): void {
    this.#seen += 1;
    if (name.endsWith('/') || sizeBytes === 0) return;
    if (sizeBytes > this.#limits.maxEntryBytes) this.#told.push(`${name.slice(0, 200)} in it is too large`);
    else this.#keep(name, open());
  }

  #keep(name: string, bytes: Uint8Array | null): void {
    if (bytes === null)
      this.#told.push(`${name.slice(0, 200)} in it is encrypted or packed in an unknown way`);
    else {
      this.#entries.push({ name, bytes });
      this.#total += bytes.length;
    }
  }

  with(told: string): ArchiveContent {
    this.#told.push(told);
    return this.done();
  }

  done(): ArchiveContent {
    return { entries: this.#entries, told: this.#told };
  }
}
