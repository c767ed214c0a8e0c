import type { Json } from '../../model/json.ts';
import { isRecord, readBoundedJson } from '../logs/bounded-json.ts';
import { openArchive, type ArchiveEntry } from '../secrets/archive.ts';

/** A file of a bundle that helps to read stack traces. */
export interface BundleFile {
  readonly kind: 'script' | 'map';
  /** Names it is found by: its debug id, and `<release> <url>` where the upload named a release. */
  readonly names: readonly string[];
  readonly bytes: Uint8Array;
}

export const bundleLimits = {
  maxBytes: 100 * 1024 * 1024,
  maxFiles: 2_000,
  maxFileBytes: 32 * 1024 * 1024,
  maxUnpackedBytes: 256 * 1024 * 1024,
} as const;

/**
 * What `sentry-cli sourcemaps upload` sends: a ZIP, behind eight bytes of its own, with a `manifest.json` that names type, address
 * and debug id of each file. Empty for what is none; never throws.
 */
export function readArtifactBundle(bytes: Uint8Array): readonly BundleFile[] {
  const entries = new Map(entriesOf(bytes).map((entry) => [entry.name, entry.bytes]));
  const manifest = jsonIn(entries.get('manifest.json'));
  const release = typeof manifest['release'] === 'string' ? manifest['release'] : null;
  const files = isRecord(manifest['files']) ? Object.entries(manifest['files']) : [];
  const described = files.slice(0, bundleLimits.maxFiles).flatMap(([path, about]): readonly Described[] => {
    const content = entries.get(path);
    return content === undefined || !isRecord(about as Json) ? [] : [describedBy(about as Fields, content)];
  });
  return described.flatMap((file) => (file.kind === null ? [] : [bundleFile(file, described, release)]));
}

type Fields = Readonly<Record<string, Json>>;

interface Described {
  readonly kind: BundleFile['kind'] | null;
  readonly url: string;
  readonly debugId: string | null;
  /** Address of the map of a script. */
  readonly mapUrl: string | null;
  readonly bytes: Uint8Array;
}

const headerLength = 8;

/** The directory counts its places from the beginning of the ZIP or of the file: both are written. */
function entriesOf(bytes: Uint8Array): readonly ArchiveEntry[] {
  const limits = {
    maxEntries: bundleLimits.maxFiles + 1,
    maxEntryBytes: bundleLimits.maxFileBytes,
    maxTotalBytes: bundleLimits.maxUnpackedBytes,
  };
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') !== 'SYSB')
    return openArchive(bytes, limits).entries;
  const fromZip = openArchive(bytes.subarray(headerLength), limits).entries;
  if (fromZip.length > 0) return fromZip;
  const fromFile = Uint8Array.from(bytes);
  fromFile.set(bytes.subarray(headerLength, headerLength + 4));
  return openArchive(fromFile, limits).entries;
}

function jsonIn(bytes: Uint8Array | undefined): Fields {
  const read = readBoundedJson(bytes ?? new Uint8Array());
  return read.ok && isRecord(read.value) ? read.value : {};
}

const kinds: Readonly<Record<string, BundleFile['kind']>> = { source_map: 'map', minified_source: 'script' };

function describedBy(about: Fields, bytes: Uint8Array): Described {
  const headers = Object.entries(isRecord(about['headers']) ? about['headers'] : {});
  const header = (name: string): string | null => {
    const found = headers.find(([each]) => each.toLowerCase() === name)?.[1];
    return typeof found === 'string' ? found.slice(0, 1_000) : null;
  };
  const url = typeof about['url'] === 'string' ? about['url'].slice(0, 1_000) : '';
  const map = header('sourcemap') ?? header('x-sourcemap');
  return {
    kind: kinds[String(about['type'])] ?? null,
    url,
    debugId: header('debug-id')?.toLowerCase() ?? null,
    mapUrl: map === null ? null : beside(url, map),
    bytes,
  };
}

/** A map is also found by the address of its script: frames name only that. */
function bundleFile(file: Described, all: readonly Described[], release: string | null): BundleFile {
  const urls =
    file.kind === 'map'
      ? [file.url, ...all.filter(({ mapUrl }) => mapUrl === file.url).map(({ url }) => url)]
      : [file.url];
  const byRelease = release === null ? [] : urls.map((url) => `${release} ${url}`);
  const ids = file.debugId === null ? [] : [file.debugId];
  return { kind: file.kind ?? 'script', names: [...ids, ...byRelease], bytes: file.bytes };
}

/** `~/assets/app.js` and `app.js.map`: `~/assets/app.js.map`. */
const beside = (url: string, reference: string): string =>
  /^(?:~\/|[a-z]+:)/i.test(reference) ? reference : `${url.slice(0, url.lastIndexOf('/') + 1)}${reference}`;
