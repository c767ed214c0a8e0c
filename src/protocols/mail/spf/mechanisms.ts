import type { Asking } from '../dns-answer.ts';
import { isWithin } from '../domain.ts';
import { isInNetwork, parseIp } from '../ip.ts';
import { targetName, validatedNames } from './names.ts';
import type { SpfMechanism } from './record.ts';
import { ask, countLookup, spfLimits, type SpfSession, SpfStop } from './session.ts';

type Mechanism<Kind extends SpfMechanism['kind']> = Extract<SpfMechanism, { readonly kind: Kind }>;
export interface Place {
  readonly session: SpfSession;
  /** The domain whose record is being read. */
  readonly domain: string;
}

/** Does the mechanism match the client? `include` is the evaluator's own business. RFC 7208 section 5. */
export function* matches(
  place: Place,
  mechanism: Exclude<SpfMechanism, { readonly kind: 'include' }>,
): Asking<boolean> {
  switch (mechanism.kind) {
    case 'all':
      return true;
    case 'ip4':
    case 'ip6':
      return isInNetwork(place.session.ip, mechanism.network, mechanism.prefix);
    case 'a':
      return yield* matchesA(place, mechanism);
    case 'mx':
      return yield* matchesMx(place, mechanism);
    case 'ptr':
      return yield* matchesPtr(place, mechanism);
    case 'exists':
      return yield* matchesExists(place, mechanism);
  }
}

function* matchesA(place: Place, mechanism: Mechanism<'a'>): Asking<boolean> {
  const { session, domain } = place;
  countLookup(session, domain);
  const name = yield* targetName(session, domain, mechanism.domain);
  if (name === null) return false;
  const answer = yield* ask(session, domain, { name, type: addressType(session) });
  return coversClient(place, mechanism, answer.values);
}

function* matchesMx(place: Place, mechanism: Mechanism<'mx'>): Asking<boolean> {
  const { session, domain } = place;
  countLookup(session, domain);
  const name = yield* targetName(session, domain, mechanism.domain);
  if (name === null) return false;
  const answer = yield* ask(session, domain, { name, type: 'MX' });
  if (answer.values.length > spfLimits.names)
    throw new SpfStop('permerror', {
      message: `${name} has ${answer.values.length} mail exchangers, more than ${spfLimits.names}`,
      section: '4.6.4',
      domain,
    });
  for (const value of answer.values) {
    const exchange = value.split(' ')[1] ?? '';
    if (exchange === '' || exchange === '.') continue;
    const addresses = yield { name: exchange, type: addressType(session) };
    if (addresses.status === 'failure')
      throw new SpfStop('temperror', {
        message: `no answer for the address of ${exchange}`,
        section: '5',
        domain,
      });
    if (coversClient(place, mechanism, addresses.values)) return true;
  }
  return false;
}

function* matchesPtr(place: Place, mechanism: Mechanism<'ptr'>): Asking<boolean> {
  const { session, domain } = place;
  countLookup(session, domain);
  const target = yield* targetName(session, domain, mechanism.domain);
  if (target === null) return false;
  return (yield* validatedNames(session)).some((name) => isWithin(name, target));
}

function* matchesExists(place: Place, mechanism: Mechanism<'exists'>): Asking<boolean> {
  const { session, domain } = place;
  countLookup(session, domain);
  const name = yield* targetName(session, domain, mechanism.domain);
  if (name === null) return false;
  // Always type A, also for IPv6 clients (section 5.7).
  return (yield* ask(session, domain, { name, type: 'A' })).status === 'found';
}

const addressType = (session: SpfSession): 'A' | 'AAAA' => (session.ip.version === 4 ? 'A' : 'AAAA');

function coversClient(
  { session }: Place,
  { prefix4, prefix6 }: { readonly prefix4: number; readonly prefix6: number },
  addresses: readonly string[],
): boolean {
  const prefix = session.ip.version === 4 ? prefix4 : prefix6;
  return addresses.some((text) => {
    const address = parseIp(text);
    return address !== null && isInNetwork(session.ip, address, prefix);
  });
}
