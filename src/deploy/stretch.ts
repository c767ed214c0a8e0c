import { absoluteAddress } from '../journeys/addresses.ts';
import type { DeployStretch } from '../model/deploy.ts';
import type { Manifest } from '../model/manifest.ts';
import type { DeployParts } from './parts.ts';

const maxTargets = 10;
const maxTimes = 20_000;
const fewestForSpeed = 20;

/** Adds up what is seen of the product over a stretch of time. */
export class Sampling {
  #requests = 0;
  #errors = 0;
  #journeys = 0;
  #failedJourneys = 0;
  readonly #times: number[] = [];

  request(isError: boolean, tookMs: number): void {
    this.#requests += 1;
    if (isError) this.#errors += 1;
    else if (this.#times.length < maxTimes) this.#times.push(tookMs);
  }

  /** Journeys that could not run say nothing and are not counted. */
  journeys(good: number, failed: number): void {
    this.#journeys += good + failed;
    this.#failedJourneys += failed;
  }

  get stretch(): DeployStretch {
    const sorted = this.#times.toSorted((a, b) => a - b);
    const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1];
    return {
      requests: this.#requests,
      errors: this.#errors,
      p95Ms: sorted.length < fewestForSpeed || p95 === undefined ? null : p95,
      journeys: this.#journeys,
      failedJourneys: this.#failedJourneys,
    };
  }
}

/** What is asked over and over while a release is watched: public pages and routes that only read. */
export function watchedAddresses(manifest: Manifest, baseUrl: string | null): readonly string[] {
  const book = { manifest, baseUrl };
  const pages = manifest.pages
    .filter(({ isPrivate, url }) => !isPrivate && isPlain(url))
    .map(({ url }) => absoluteAddress(url, 'page', book));
  const routes = manifest.routes
    .filter(
      ({ method, needsAuth, isWebhook, url }) => method === 'GET' && !needsAuth && !isWebhook && isPlain(url),
    )
    .map(({ url }) => absoluteAddress(url, 'api', book));
  const start = absoluteAddress('/', 'page', book);
  const all = [start, ...pages, ...routes].filter((url) => url !== null);
  return [...new Set(all)].slice(0, maxTargets);
}

/** A pattern with parameters is no address. */
const isPlain = (url: string): boolean => !/[{}*]|\/:/.test(url);

/** One request to each address; no answer and 5xx are errors. */
export async function sampleOnce(parts: DeployParts, into: Sampling, urls: readonly string[]): Promise<void> {
  const { outside, signal } = parts;
  await Promise.all(
    urls.map(async (url) => {
      const got = await outside.http.request({
        url,
        headers: [['user-agent', 'Mozilla/5.0 (compatible; launch-ready; deploy)']],
        timeoutMs: 10_000,
        maxBodyBytes: 512 * 1024,
        isChainWanted: false,
        signal,
      });
      if (!got.ok && got.error.kind === 'aborted') return;
      into.request(!got.ok || got.value.status >= 500, got.ok ? got.value.phases.totalMs : 0);
    }),
  );
}
