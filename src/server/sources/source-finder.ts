import { gunzipSync } from 'node:zlib';
import { originalPositionFor, sourceContentFor, TraceMap } from '@jridgewell/trace-mapping';
import type { IngestStore, SourceFile } from '../../model/ingest.ts';
import type { FrameView } from '../contract-errors.ts';

/** A frame as the client told it. Lines from 1. */
export interface RawFrame {
  readonly file: string;
  readonly absolutePath: string;
  readonly name: string;
  readonly line: number | null;
  /** From 1. */
  readonly column: number | null;
  readonly isOwn: boolean;
  readonly before: readonly string[];
  readonly it: string | null;
  readonly after: readonly string[];
}

/** Shows frames of bundles in the sources they were made from, where their map was uploaded. */
export interface SourceFinder {
  readonly shown: (frame: RawFrame) => Promise<FrameView>;
}

const around = 5;
const maxLine = 300;
const maxMapBytes = 64 * 1024 * 1024;
/** Maps opened for one event. */
const maxMaps = 8;

export function createSourceFinder(
  store: Pick<IngestStore, 'file'>,
  { release, images }: { readonly release: string | null; readonly images: ReadonlyMap<string, string> },
): SourceFinder {
  const maps = new Map<string, Promise<TraceMap | null>>();
  const mapFor = (frame: RawFrame): Promise<TraceMap | null> => {
    const key = frame.absolutePath;
    const known = maps.get(key);
    if (known !== undefined) return known;
    if (maps.size >= maxMaps) return Promise.resolve(null);
    const opened = openMap(store, namesOf(frame, release, images));
    maps.set(key, opened);
    return opened;
  };
  return {
    shown: async (frame) => {
      const map = isBundle(frame) ? await mapFor(frame) : null;
      return (map === null ? null : mapped(map, frame)) ?? asTold(frame);
    },
  };
}

/** Frames that come with their source are in the source already. */
const isBundle = ({ it, line, column, absolutePath }: RawFrame): boolean =>
  it === null && line !== null && line > 0 && column !== null && !absolutePath.startsWith('node:');

/** By debug id; older uploads by release and address, with `~` for whatever host served it. */
function namesOf(
  { absolutePath }: RawFrame,
  release: string | null,
  images: ReadonlyMap<string, string>,
): readonly string[] {
  const id = images.get(absolutePath);
  const path = URL.canParse(absolutePath) ? new URL(absolutePath).pathname : absolutePath;
  const byRelease = release === null ? [] : [absolutePath, `~${path}`].map((name) => `${release} ${name}`);
  return [...(id === undefined ? [] : [id]), ...byRelease];
}

async function openMap(store: Pick<IngestStore, 'file'>, names: readonly string[]): Promise<TraceMap | null> {
  for (const name of names) {
    const file = await store.file('map', name);
    const map = file === null ? null : readMap(file);
    if (map !== null) return map;
  }
  return null;
}

/** Null for what is none: it was uploaded by somebody with a token, but not by us. */
function readMap({ body }: SourceFile): TraceMap | null {
  try {
    return new TraceMap(gunzipSync(body, { maxOutputLength: maxMapBytes }).toString('utf8'));
  } catch {
    return null;
  }
}

function mapped(map: TraceMap, frame: RawFrame): FrameView | null {
  const found = originalPositionFor(map, {
    line: frame.line ?? 1,
    column: Math.max(0, (frame.column ?? 1) - 1),
  });
  if (found.source === null) return null;
  const content = sourceContentFor(map, found.source) ?? '';
  const file = found.source.replace(/^(?:webpack|vite|app|file):\/{2,3}/, '').replace(/^(?:\.{1,2}\/)+/, '');
  return {
    file: file.slice(0, 500),
    name: (found.name ?? frame.name).slice(0, 200),
    line: found.line,
    column: found.column + 1,
    isOwn: frame.isOwn && !file.includes('node_modules/'),
    isMapped: true,
    source: linesAround(content, found.line),
  };
}

function linesAround(content: string, line: number): FrameView['source'] {
  if (content === '') return [];
  const lines = content.split('\n');
  const from = Math.max(0, line - 1 - around);
  return lines
    .slice(from, line + around)
    .map((text, at) => ({ line: from + at + 1, text: text.slice(0, maxLine), isIt: from + at + 1 === line }));
}

function asTold(frame: RawFrame): FrameView {
  const { before, it, after, line } = frame;
  const first = (line ?? 1) - before.length;
  const texts = it === null ? [] : [...before, it, ...after];
  return {
    file: frame.file,
    name: frame.name,
    line,
    column: frame.column,
    isOwn: frame.isOwn,
    isMapped: false,
    source: texts.map((text, at) => ({ line: first + at, text, isIt: at === before.length })),
  };
}
