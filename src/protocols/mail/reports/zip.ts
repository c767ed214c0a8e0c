import { crc32, inflateRawSync } from 'node:zlib';
import { ReportError, reportLimits } from './error.ts';

/** An entry that is unpacked when it is opened. `open` throws `ReportError` (`archive`, `too-big`). */
export interface PackedFile {
  readonly name: string;
  readonly open: () => Uint8Array;
}

/** Bytes that may still be unpacked from one input, all archives in it together. */
export interface UnpackBudget {
  left: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/**
 * Stored and deflated entries (PKWARE APPNOTE 4.3), folders left out. Sizes an archive claims are never believed: what is unpacked is
 * counted against the budget while it is unpacked, and its checksum compared. Throws `ReportError` (`archive`, `too-big`).
 */
export function unzip(bytes: Uint8Array, budget: UnpackBudget): readonly PackedFile[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  const count = view.readUInt16LE(end + 10);
  if (count > reportLimits.archiveEntries)
    throw new ReportError(
      'too-big',
      `the archive holds ${count} files, at most ${reportLimits.archiveEntries} are read`,
    );
  const files: PackedFile[] = [];
  let at = view.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    const entry = readEntry(view, at);
    at = entry.next;
    if (!entry.name.endsWith('/')) files.push({ name: entry.name, open: () => unpack(view, entry, budget) });
  }
  return files;
}

/** The end record stands within the last 65,557 bytes. */
function endRecord(view: Buffer): number {
  const first = Math.max(0, view.length - 65_557);
  for (let at = view.length - 22; at >= first; at -= 1) if (view.readUInt32LE(at) === endSignature) return at;
  throw new ReportError('archive', 'the zip archive has no end record');
}

interface Entry {
  readonly next: number;
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
  readonly local: number;
}

function readEntry(view: Buffer, at: number): Entry {
  if (at + 46 > view.length || view.readUInt32LE(at) !== entrySignature)
    throw new ReportError('archive', 'the zip directory is damaged');
  const nameLength = view.readUInt16LE(at + 28);
  return {
    next: at + 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32),
    name: view.toString('utf8', at + 46, at + 46 + nameLength).slice(0, 255),
    isEncrypted: (view.readUInt16LE(at + 8) & 1) === 1,
    method: view.readUInt16LE(at + 10),
    checksum: view.readUInt32LE(at + 16),
    packedSize: view.readUInt32LE(at + 20),
    local: view.readUInt32LE(at + 42),
  };
}

function unpack(view: Buffer, entry: Entry, budget: UnpackBudget): Uint8Array {
  if (entry.isEncrypted) throw new ReportError('archive', 'the zip archive is encrypted');
  const packed = packedBytes(view, entry);
  const bytes = takeFrom(budget, (most) => unpackedBytes(packed, entry.method, most));
  if (crc32(bytes) !== entry.checksum)
    throw new ReportError('archive', 'a zip entry does not match its checksum');
  return bytes;
}

function packedBytes(view: Buffer, { local, packedSize }: Entry): Buffer {
  if (local + 30 > view.length || view.readUInt32LE(local) !== localSignature)
    throw new ReportError('archive', 'a zip entry is damaged');
  const start = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
  if (start + packedSize > view.length) throw new ReportError('archive', 'a zip entry is cut off');
  return view.subarray(start, start + packedSize);
}

function unpackedBytes(packed: Buffer, method: number, most: number): Uint8Array {
  if (method === 8) return inflate(() => inflateRawSync(packed, { maxOutputLength: most }));
  if (method !== 0) throw new ReportError('archive', `zip method ${method} is not supported`);
  if (packed.length > most) throw tooBig();
  return packed;
}

/** Unpacks at most what one file may hold and what is left, and books it. */
export function takeFrom(budget: UnpackBudget, read: (most: number) => Uint8Array): Uint8Array {
  const most = Math.min(reportLimits.unpackedBytes, budget.left);
  if (most < 1) throw tooBig();
  try {
    const bytes = read(most);
    budget.left -= bytes.length;
    return bytes;
  } catch (error) {
    // Whatever fails has cost work too: thousands of entries over one and the same bomb must come to an end.
    const isBomb = error instanceof ReportError && error.code === 'too-big';
    budget.left -= isBomb ? most : Math.min(most, damagedCost);
    throw error;
  }
}

const damagedCost = 4_000_000;

const tooBig = (): ReportError =>
  new ReportError(
    'too-big',
    `unpacked it is larger than ${reportLimits.unpackedBytes} bytes, or all together than ${reportLimits.totalBytes}`,
  );

/** Runs a bounded inflate and names its failures. */
export function inflate(run: () => Buffer): Uint8Array {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) throw tooBig();
    throw new ReportError('archive', 'the compressed data is damaged');
  }
}
