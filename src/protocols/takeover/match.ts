import { hasEnding } from '../hosting/ending.ts';
import { canonicalIp } from '../hosting/networks-of.ts';
import { takeoverServices } from './data/services.ts';
import type { TakeoverService } from './service.ts';

export interface Pointing {
  /** Alias targets, in order; the last is where the name ends. */
  readonly aliases: readonly string[];
  readonly addresses: readonly string[];
}

/** What was fetched from the host; null when nothing could be. */
export interface FetchedPage {
  readonly status: number;
  /** Start of the body as text. */
  readonly text: string;
}

/**
 * - proven: the end of the alias can be registered, or the service shows its page for unclaimed names and lets anybody claim them
 * - likely: the sign is there, but the entry is not sure or the status differs
 * - possible: the sign is there, the service asks for proof of ownership
 */
export type TakeoverConfidence = 'proven' | 'likely' | 'possible';

export interface TakeoverMatch {
  readonly service: TakeoverService;
  readonly confidence: TakeoverConfidence;
  readonly because: string;
}

/** The service a name is pointed at, if it is one where abandoned names are a danger. Longest ending wins. */
export function takeoverServiceOf(pointing: Pointing): TakeoverService | null {
  const byAlias = pointing.aliases.flatMap((alias) =>
    takeoverServices.flatMap((service) =>
      service.aliases
        .filter((ending) => hasEnding(alias, ending))
        .map((ending) => ({ service, length: ending.length })),
    ),
  );
  const best = byAlias.toSorted((a, b) => b.length - a.length)[0];
  if (best !== undefined) return best.service;
  const addresses = new Set(pointing.addresses.map(canonicalIp));
  return (
    takeoverServices.find((service) =>
      (service.addresses ?? []).some((each) => addresses.has(canonicalIp(each))),
    ) ?? null
  );
}

/** Does the name look abandoned there? `endExists` is false when the last alias target answers NXDOMAIN. */
export function matchTakeover(
  service: TakeoverService,
  seen: { readonly endExists: boolean; readonly page: FetchedPage | null },
): TakeoverMatch | null {
  if (!seen.endExists) return missingName(service);
  const { sign } = service;
  if (sign.kind !== 'page' || seen.page === null) return null;
  const hasText = sign.text !== '' && seen.page.text.toLowerCase().includes(sign.text.toLowerCase());
  const hasStatus = sign.status === undefined || seen.page.status === sign.status;
  if (sign.text === '' ? !hasStatus || sign.status === undefined : !hasText || !hasStatus) return null;
  const because =
    sign.text === ''
      ? `${service.name} answers ${seen.page.status}`
      : `${service.name} answers with its page for unclaimed names: "${sign.text}"`;
  return { service, confidence: confidenceOf(service), because };
}

/** A missing target at a service whose sign is a page: the account name is gone, so it may be free again. */
function missingName(service: TakeoverService): TakeoverMatch {
  const isSign = service.sign.kind === 'missing-name';
  const confidence = confidenceOf(service);
  return {
    service,
    confidence: isSign || confidence === 'possible' ? confidence : 'likely',
    because: `the name it points to at ${service.name} does not exist any more`,
  };
}

const confidenceOf = (service: TakeoverService): TakeoverConfidence => {
  if (service.claim === 'guarded') return 'possible';
  return service.confidence === 'low' ? 'likely' : 'proven';
};
