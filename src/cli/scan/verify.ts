import type { Outside, WorldError } from '../../model/outside.ts';
import {
  verificationRequest,
  verifiedState,
  type VerificationRequest,
} from '../../protocols/secrets/verification.ts';
import type { Hit } from '../../collectors/secrets/hits.ts';
import type { ScannedFinding } from './document.ts';

const maxAsked = 200;
const maxBodyBytes = 64 * 1024;
const timeoutMs = 10_000;
/** A vendor that says "too many" or cannot be reached this often is left alone for the rest of the run. */
const patience = { limited: 1, unreached: 2 } as const;

interface Verifying {
  readonly outside: Outside;
  readonly signal: AbortSignal;
  readonly tell: (text: string) => void;
}
type Verified = ScannedFinding['verified'];

/**
 * One request per secret, one after the other: a burst would look like an attack and meet rate limits. A redirect is never
 * followed, so that a value goes to its vendor's host and to no other.
 */
export async function verifyHits(hits: readonly Hit[], place: Verifying): Promise<readonly Verified[]> {
  const vendors = new Map<string, Vendor>();
  const answers: Verified[] = [];
  let asked = 0;
  for (const { finding, value } of hits) {
    const request = finding.kind === 'publishable' ? null : verificationRequest(finding.rule, value);
    if (request === null || asked >= maxAsked) {
      answers.push('not asked: no harmless request is known');
      continue;
    }
    asked += 1;
    const { hostname } = new URL(request.url);
    const vendor = vendors.get(hostname) ?? new Vendor(hostname);
    vendors.set(hostname, vendor);
    answers.push(await vendor.ask(finding.rule, request, place));
  }
  for (const vendor of vendors.values()) for (const text of vendor.told()) place.tell(text);
  return answers;
}

/** One vendor over one run, with what it did not answer; messages name its host only, as an address may hold the secret. */
class Vendor {
  readonly #host: string;
  readonly #reasons = new Map<string, number>();
  #limited = 0;
  #unreached = 0;

  constructor(host: string) {
    this.#host = host;
  }

  async ask(rule: string, request: VerificationRequest, place: Verifying): Promise<Verified> {
    if (this.#limited >= patience.limited || this.#unreached >= patience.unreached)
      return this.#unclear('it was not asked again');
    const { outside, signal } = place;
    const response = await outside.http.request({ ...request, maxBodyBytes, timeoutMs, signal });
    if (!response.ok) {
      this.#unreached += 1;
      return this.#unclear(reasonOf(response.error));
    }
    const { status, body } = response.value;
    const state = verifiedState(rule, status, Buffer.from(body).toString('utf8'));
    if (state !== 'unclear') return state;
    if (status === 429) this.#limited += 1;
    return this.#unclear(
      status === 429
        ? 'it answered 429, too many questions'
        : `it answered ${status}, not in a way it publishes`,
    );
  }

  told(): readonly string[] {
    return [...this.#reasons].map(
      ([reason, count]) =>
        `${this.#host} did not tell whether ${count === 1 ? 'a secret works' : `${count} secrets work`}: ${reason}`,
    );
  }

  #unclear(reason: string): 'unclear' {
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
    return 'unclear';
  }
}

const reasons: Partial<Record<WorldError['kind'], string>> = {
  'timed-out': `no answer within ${timeoutMs / 1000} s`,
  refused: 'the connection was refused',
  'name-not-found': 'its name was not found',
  tls: 'its certificate was not accepted',
  'too-large': `its answer is larger than ${maxBodyBytes / 1024} KiB`,
};
const reasonOf = ({ kind }: WorldError): string => reasons[kind] ?? `it could not be reached (${kind})`;
