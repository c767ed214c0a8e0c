import type { UnixMs } from './brand.ts';

/** A part of the product that sends errors, traces and logs: the number at the end of its DSN. */
export interface IngestProject {
  /** Decimal digits: some clients refuse anything else. */
  readonly id: string;
  readonly name: string;
  readonly createdAt: UnixMs;
  /** Origins of browsers that may send (`https://shop.example`); empty: any. */
  readonly origins: readonly string[];
  /** What one key may send in a minute before it is told to wait; one browser origin has half of it. */
  readonly eventsPerMinute: number;
}

/** What a sender proves itself with. It stands in pages everybody can read, so it is no secret: quotas guard it. */
export interface IngestKey {
  /** 32 hexadecimal digits. */
  readonly publicKey: string;
  readonly project: string;
  readonly createdAt: UnixMs;
  /** From then on it is refused; null: it goes on. */
  readonly endsAt: UnixMs | null;
}

/** A version that was built and announced, by `sentry-cli releases new` and the like. */
export interface Release {
  readonly version: string;
  readonly createdAt: UnixMs;
  readonly finalizedAt: UnixMs | null;
  readonly url: string | null;
  /** Last commit of each repository. */
  readonly refs: readonly { readonly repository: string; readonly commit: string }[];
  /** Newest first, at most 100; releases kept before commits were have none. */
  readonly commits?: readonly ReleaseCommit[];
}
export interface ReleaseCommit {
  readonly id: string;
  readonly author: string | null;
  /** Its first line. */
  readonly message: string;
  readonly at: UnixMs | null;
  /** Paths it touched, at most 100. */
  readonly files: readonly string[];
}

/** A script or source map of a release. `name` is its debug id, or `<release> <url>` for older uploads. */
export interface SourceFile {
  readonly name: string;
  readonly kind: 'script' | 'map';
  readonly at: UnixMs;
  readonly body: Uint8Array;
}

/** Who may send, and what makes their stack traces readable. */
export interface IngestStore {
  /** False when there is one of this id already: nothing is changed. */
  addProject(project: IngestProject): Promise<boolean>;
  putProject(project: IngestProject): Promise<void>;
  projects(): Promise<readonly IngestProject[]>;
  putKey(key: IngestKey): Promise<void>;
  keys(): Promise<readonly IngestKey[]>;
  putRelease(release: Release): Promise<void>;
  release(version: string): Promise<Release | null>;
  releases(limit: number): Promise<readonly Release[]>;
  putFiles(files: readonly SourceFile[]): Promise<void>;
  file(kind: SourceFile['kind'], name: string): Promise<SourceFile | null>;
  /** Parts of an upload, by SHA-1 in hexadecimal; forgotten after a day. */
  putChunk(hash: string, body: Uint8Array, at: UnixMs): Promise<void>;
  chunk(hash: string): Promise<Uint8Array | null>;
  /** Those of the list that are not here. */
  missingChunks(hashes: readonly string[]): Promise<readonly string[]>;
}
