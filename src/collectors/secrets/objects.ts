import { isBinary, singleByte } from '../../protocols/secrets/coding.ts';
import { ObjectReader, type GitObject } from '../../protocols/secrets/git-objects.ts';
import type { SecretMatch } from '../../protocols/secrets/match.ts';
import { sharedScanner } from '../../protocols/secrets/redact.ts';
import { SecretStream } from '../../protocols/secrets/stream.ts';
import { git, gitFailure, type GitPlace } from './git.ts';
import type { SecretHits } from './hits.ts';

export interface ObjectMatch {
  readonly object: GitObject;
  readonly match: SecretMatch;
}

/** Objects up to this size are scanned whole, larger ones as a stream. */
const wholeBytes = 4 * 1024 * 1024;
const maxMatches = 20_000;

/** Reads objects through one `git cat-file --batch` and scans each as it comes: memory does not grow with the repository. */
export async function scanObjects(
  place: GitPlace,
  at: { readonly ids: readonly string[]; readonly hits: SecretHits; readonly onObject?: () => void },
): Promise<readonly ObjectMatch[]> {
  const found: ObjectMatch[] = [];
  const sink = new ObjectScan(place.outside.clock.now(), (object, matches) => {
    at.hits.objects += 1;
    at.hits.bytes += object.sizeBytes;
    at.onObject?.();
    for (const match of matches) if (found.length < maxMatches) found.push({ object, match });
  });
  const reader = new ObjectReader(sink);
  const done = await git(place, ['cat-file', '--batch', '--buffer'], {
    input: `${at.ids.join('\n')}\n`,
    onStdout: (chunk) => reader.push(chunk),
  });
  if (!done.ok || done.value.exitCode !== 0) at.hits.tell(`not all objects were read: ${gitFailure(done)}`);
  return found;
}

class ObjectScan {
  readonly #now: number;
  readonly #onEnd: (object: GitObject, matches: readonly SecretMatch[]) => void;
  #object: GitObject = { id: '', type: '', sizeBytes: 0 };
  #parts: Uint8Array[] = [];
  #stream: SecretStream | null = null;
  #matches: SecretMatch[] = [];

  constructor(now: number, onEnd: (object: GitObject, matches: readonly SecretMatch[]) => void) {
    this.#now = now;
    this.#onEnd = onEnd;
  }

  begin(object: GitObject): void {
    this.#object = object;
    this.#parts = [];
    this.#matches = [];
    this.#stream = null;
  }

  data(chunk: Uint8Array): void {
    if (this.#object.sizeBytes <= wholeBytes) {
      this.#parts.push(chunk);
      return;
    }
    this.#stream ??= new SecretStream(sharedScanner(), { now: this.#now, isBinary: isBinary(chunk) });
    this.#matches.push(...this.#stream.push(chunk));
  }

  end(): void {
    if (this.#stream === null) {
      const bytes =
        this.#parts.length === 1 ? (this.#parts[0] ?? new Uint8Array()) : Buffer.concat(this.#parts);
      const options = { now: this.#now, isBinary: isBinary(bytes) };
      this.#matches.push(...sharedScanner().scan(singleByte(bytes), options));
    } else this.#matches.push(...this.#stream.end());
    this.#onEnd(this.#object, this.#matches);
    this.#parts = [];
  }
}
