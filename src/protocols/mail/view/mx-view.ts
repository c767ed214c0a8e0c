import { notApplicable, unknown, type Verdict } from '../../../model/check.ts';

interface Server<Smtp> {
  readonly address: string;
  readonly smtp: Smtp;
}
type Smtp = { readonly state: 'spoke' | 'strange' | 'unreached' };

export interface Exchanger<S extends Smtp> {
  readonly host: string;
  readonly preference: number;
  readonly servers: readonly Server<S>[];
}

export interface Placed<S extends Smtp> {
  readonly host: string;
  readonly preference: number;
  readonly address: string;
  readonly smtp: S;
}

export const placesOf = <S extends Smtp>(exchangers: readonly Exchanger<S>[]): readonly Placed<S>[] =>
  exchangers.flatMap(({ host, preference, servers }) =>
    servers.map(({ address, smtp }) => ({ host, preference, address, smtp })),
  );

/** Those that spoke SMTP. */
export const spoken = <S extends Smtp>(
  exchangers: readonly Exchanger<S>[],
): readonly (Placed<S> & { readonly smtp: Extract<S, { readonly state: 'spoke' }> })[] =>
  placesOf(exchangers).filter(
    (place): place is Placed<S> & { smtp: Extract<S, { state: 'spoke' }> } => place.smtp.state === 'spoke',
  );

/** Why nothing can be said about what the exchangers say; null when one spoke. */
export function nobodySpoke<S extends Smtp>(exchangers: readonly Exchanger<S>[]): Verdict | null {
  const places = placesOf(exchangers);
  if (places.length === 0) return notApplicable('there is no mail exchanger with an address');
  if (places.some(({ smtp }) => smtp.state === 'spoke')) return null;
  const [first] = places;
  return unknown(
    `none of ${places.length} addresses could be talked to on port 25, which many networks block`,
    `from a machine that may use port 25: openssl s_client -starttls smtp -connect ${first?.host ?? ''}:25`,
  );
}

/**
 * Addresses that are proven down: another one of the same family spoke, so it is not our own network that stops us.
 */
export function downOf<S extends Smtp>(exchangers: readonly Exchanger<S>[]): readonly Placed<S>[] {
  const places = placesOf(exchangers);
  const families = new Set(
    places.filter(({ smtp }) => smtp.state === 'spoke').map(({ address }) => address.includes(':')),
  );
  return places.filter(({ smtp, address }) => smtp.state !== 'spoke' && families.has(address.includes(':')));
}
