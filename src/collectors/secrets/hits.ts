import { allowanceFor } from '../../protocols/secrets/allow.ts';
import { findingOf, type CommitPlace, type SecretFinding } from '../../protocols/secrets/finding.ts';
import type { SecretMatch } from '../../protocols/secrets/match.ts';
import { weighed } from '../../protocols/secrets/place.ts';

/** A finding with its secret: the secret stays in memory, for asking the vendor or the live site. */
export interface Hit {
  readonly finding: SecretFinding;
  readonly value: string;
}

const maxHits = 10_000;
const maxTold = 200;

/** What a scan has found and looked at so far; everything in it is bounded. */
export class SecretHits {
  readonly hits: Hit[] = [];
  /** What was not looked at, or only in part, in words for the user. */
  readonly told: string[] = [];
  files = 0;
  bytes = 0;
  objects = 0;
  #leftOut = 0;

  add(match: SecretMatch, path: string, commit: CommitPlace | null = null): void {
    const kept = weighed(match, path);
    if (kept === null) return;
    if (this.hits.length >= maxHits) this.#leftOut += 1;
    else
      this.hits.push({
        finding: findingOf(kept, { path, commit, allowed: allowanceFor(kept) }),
        value: kept.value,
      });
  }

  tell(text: string): void {
    if (this.told.length < maxTold) this.told.push(text);
    else if (this.told.length === maxTold) this.told.push('more was left out than is listed here');
  }

  close(): void {
    if (this.#leftOut > 0)
      this.tell(`${this.#leftOut} further findings beyond the first ${maxHits} are not listed`);
  }
}
