import { inflateRawSync } from 'node:zlib';
import { ReportError, reportLimits } from './error.ts';

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/** Unpacks stored and deflated entries (PKWARE APPNOTE 4.3). Throws `ReportError` (`archive`, `too-big`). */
export function unzip(bytes: Uint8Array): readonly NamedBytes[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  const count = view.readUInt16LE(end + 10);
  if (count > reportLimits.archiveEntries)
    throw new ReportError(
      'too-big',
      `the archive holds ${count} files, at most ${reportLimits.archiveEntries} are read`,
    );
  const files: NamedBytes[] = [];
  let at = view.readUInt32LE(end + 16);
  let left: number = reportLimits.unpackedBytes;
  for (let index = 0; index < count; index += 1) {
    const { next, file } = readEntry(view, at, left);
    at = next;
    if (file === null) continue;
    left -= file.bytes.length;
    files.push(file);
  }
  return files;
}

/** The end record stands within the last 65,557 bytes. */
function endRecord(view: Buffer): number {
  const first = Math.max(0, view.length - 65_557);
  for (let at = view.length - 22; at >= first; at -= 1) if (view.readUInt32LE(at) === endSignature) return at;
  throw new ReportError('archive', 'the zip archive has no end record');
}

function readEntry(
  view: Buffer,
  at: number,
  left: number,
): { readonly next: number; readonly file: NamedBytes | null } {
  if (at + 46 > view.length || view.readUInt32LE(at) !== entrySignature)
    throw new ReportError('archive', 'the zip directory is damaged');
  const nameLength = view.readUInt16LE(at + 28);
  const next = at + 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  const name = view.toString('utf8', at + 46, at + 46 + nameLength).slice(0, 255);
  if (name.endsWith('/')) return { next, file: null };
  if ((view.readUInt16LE(at + 8) & 1) === 1) throw new ReportError('archive', 'the zip archive is encrypted');
  const packed = packedBytes(view, { local: view.readUInt32LE(at + 42), size: view.readUInt32LE(at + 20) });
  return { next, file: { name, bytes: unpack(packed, view.readUInt16LE(at + 10), left) } };
}

function packedBytes(
  view: Buffer,
  { local, size }: { readonly local: number; readonly size: number },
): Buffer {
  if (local + 30 > view.length || view.readUInt32LE(local) !== localSignature)
    throw new ReportError('archive', 'a zip entry is damaged');
  const start = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
  if (start + size > view.length) throw new ReportError('archive', 'a zip entry is cut off');
  return view.subarray(start, start + size);
}

function unpack(packed: Buffer, method: number, left: number): Uint8Array {
  if (method === 0) return within(packed, left);
  if (method !== 8) throw new ReportError('archive', `zip method ${method} is not supported`);
  return inflate(() => inflateRawSync(packed, { maxOutputLength: left }));
}

function within(bytes: Uint8Array, left: number): Uint8Array {
  if (bytes.length > left) throw tooBig();
  return bytes;
}

const tooBig = (): ReportError =>
  new ReportError('too-big', `unpacked it is larger than ${reportLimits.unpackedBytes} bytes`);

/** Runs a bounded inflate and names its failures. */
export function inflate(run: () => Buffer): Uint8Array {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) throw tooBig();
    throw new ReportError('archive', 'the compressed data is damaged');
  }
}
