import type { StepExchange } from '../model/journey-run.ts';
import type { Manifest, ManifestInbox } from '../model/manifest.ts';
import type { HttpResponse } from '../model/outside-http.ts';
import type { Outside } from '../model/outside.ts';
import type { UnixMs } from '../model/brand.ts';
import { cookieHeader, cookiesFor, withCookie } from '../protocols/http/cookies/cookie-store.ts';
import type { StoredCookie } from '../protocols/http/cookies/cookie-store.ts';
import type { Page } from './page/read-page.ts';
import { Redaction } from './redaction.ts';

/** One request and its answer, as a HAR keeps them; not redacted. */
export interface TapedExchange {
  readonly at: UnixMs;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
  readonly response: HttpResponse | null;
  readonly error: string | null;
}

const maxTaped = 100;
const maxValues = 200;
const runAlphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
const runLength = 10;

/** The one person who walks a journey: their cookies, what they noted, the page before them. */
export class Visitor {
  readonly run: string;
  readonly startedAt: UnixMs;
  readonly redaction = new Redaction();
  readonly tape: TapedExchange[] = [];
  /** Paths of files kept for this run. */
  readonly artifacts: string[] = [];
  page: Page | null = null;
  /** How many exchanges there were; the tape keeps the last ones. */
  taped = 0;
  readonly #values = new Map<string, string>();
  readonly #day: string;
  readonly #outside: Outside;
  readonly #manifest: Manifest;
  #cookies: readonly StoredCookie[] = [];

  constructor(outside: Outside, manifest: Manifest) {
    this.#outside = outside;
    this.#manifest = manifest;
    this.run = newRunId(outside);
    this.startedAt = outside.clock.now();
    const dayMs = this.startedAt + (30 + outside.random.integer(330)) * 86_400_000;
    this.#day = new Date(dayMs).toISOString().slice(0, 10);
  }

  save(name: string, value: string): void {
    if (this.#values.size < maxValues || this.#values.has(name)) this.#values.set(name, value);
  }

  /** Value of `${name}`; see `JourneyStep`. */
  readonly lookup = (name: string): string | null => {
    const saved = this.#values.get(name);
    if (saved !== undefined) return saved;
    if (name === 'run') return this.run;
    if (name === 'day') return this.#day;
    if (name === 'email') return this.#address(this.#manifest.mail.inboxes[0]);
    if (name.startsWith('inbox.'))
      return this.#address(this.#manifest.mail.inboxes.find(({ id }) => id === name.slice(6)));
    return name.startsWith('env:') ? this.#variable(name) : null;
  };

  #variable(name: string): string | null {
    const value = this.#outside.env.get(name.slice(4)) ?? null;
    if (value !== null) this.redaction.learn(value, name);
    return value;
  }

  /** RFC 5233 sub-addressing: the same inbox, an address of this run alone. */
  #address(inbox: ManifestInbox | undefined): string | null {
    if (inbox === undefined) return null;
    const at = inbox.address.lastIndexOf('@');
    return `${inbox.address.slice(0, at)}+lr-${this.run}${inbox.address.slice(at)}`.toLowerCase();
  }

  cookiesAt(url: URL): readonly StoredCookie[] {
    return cookiesFor(this.#cookies, { origin: originOf(url), nowMs: this.#outside.clock.now() });
  }

  cookieHeader(url: URL): string | null {
    return cookieHeader(this.#cookies, { origin: originOf(url), nowMs: this.#outside.clock.now() });
  }

  keepCookies(url: URL, lines: readonly string[]): void {
    const moment = { origin: originOf(url), nowMs: this.#outside.clock.now() };
    for (const line of lines.slice(0, 50)) this.#cookies = withCookie(this.#cookies, line, moment);
  }

  get allCookies(): readonly StoredCookie[] {
    return this.#cookies;
  }

  record(exchange: TapedExchange): void {
    this.taped += 1;
    this.tape.push(exchange);
    if (this.tape.length > maxTaped) this.tape.shift();
  }

  shown({ method, url, response }: TapedExchange): StepExchange {
    return {
      method,
      url: this.redaction.url(url),
      status: response?.status ?? null,
      phases: response?.phases ?? null,
    };
  }
}

const originOf = (url: URL) => ({
  host: url.hostname,
  path: url.pathname,
  // Loopback counts as secure, as in browsers (Secure Contexts, section 3.1).
  isSecure: url.protocol === 'https:' || /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname),
});

function newRunId({ random }: Outside): string {
  const letters = Array.from({ length: runLength }, () => runAlphabet[random.integer(runAlphabet.length)]);
  return letters.join('');
}
