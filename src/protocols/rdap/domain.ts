import { z } from 'zod';

/** What a registry says about a domain (RFC 9083 section 5.3), without a word about its holder. */
export interface Registration {
  readonly domain: string;
  readonly registrar: { readonly name: string | null; readonly ianaId: string | null } | null;
  /** RFC 8056 words: `client transfer prohibited`, `active`, `pending delete`. */
  readonly statuses: readonly string[];
  /** ISO times in UTC. */
  readonly registeredAt: string | null;
  readonly expiresAt: string | null;
  readonly changedAt: string | null;
  readonly nameServers: readonly string[];
  /** The parent zone holds a DS record; null when the registry does not say. */
  readonly isDelegationSigned: boolean | null;
}

/** Entries of a list that are not of the wanted kind are skipped: registries differ, one odd entry must not hide an expiry. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .max(1000)
    .catch([])
    .transform((list) =>
      list.flatMap((each) => {
        const parsed = item.safeParse(each);
        return parsed.success ? [parsed.data] : [];
      }),
    );

const text = z.string().max(2000);
const entity = z.object({
  roles: listOf(text),
  handle: text.optional().catch(undefined),
  publicIds: listOf(z.object({ type: text, identifier: z.coerce.string() })),
  vcardArray: z
    .tuple([z.literal('vcard'), z.array(z.unknown()).max(200)])
    .optional()
    .catch(undefined),
});
const domainObject = z.object({
  objectClassName: z.literal('domain').optional(),
  ldhName: text.optional().catch(undefined),
  status: listOf(text),
  events: listOf(z.object({ eventAction: text, eventDate: text })),
  entities: listOf(entity),
  nameservers: listOf(z.object({ ldhName: text })),
  secureDNS: z
    .object({ delegationSigned: z.boolean().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** Null when the answer is no RDAP domain object: not an object, or one about something else. */
export function parseRdapDomain(input: unknown): Registration | null {
  const parsed = domainObject.safeParse(input);
  if (!parsed.success) return null;
  const { ldhName, status, events, entities, nameservers, secureDNS } = parsed.data;
  if (ldhName === undefined && parsed.data.objectClassName === undefined) return null;
  const registrar = entities.find((each) => each.roles.some((role) => role.toLowerCase() === 'registrar'));
  return {
    domain: bare(ldhName ?? ''),
    registrar: registrar === undefined ? null : registrarOf(registrar),
    statuses: [...new Set(status.map(statusWords))].toSorted(),
    registeredAt: eventTime(events, 'registration'),
    expiresAt: eventTime(events, 'expiration'),
    changedAt: eventTime(events, 'last changed'),
    nameServers: [...new Set(nameservers.map((each) => bare(each.ldhName)))].toSorted(),
    isDelegationSigned: secureDNS?.delegationSigned ?? null,
  };
}

function registrarOf(found: z.infer<typeof entity>): Registration['registrar'] {
  const id = found.publicIds.find((each) => /iana registrar id/i.test(each.type))?.identifier ?? null;
  return { name: fullName(found.vcardArray?.[1] ?? []) ?? found.handle ?? null, ianaId: id };
}

/** `fn` of a jCard (RFC 7095 section 3.3): ["fn", {}, "text", "Example Inc."]. */
function fullName(properties: readonly unknown[]): string | null {
  for (const property of properties)
    if (Array.isArray(property) && property[0] === 'fn' && typeof property[3] === 'string')
      return property[3].slice(0, 200) || null;
  return null;
}

function eventTime(
  events: readonly { readonly eventAction: string; readonly eventDate: string }[],
  action: string,
): string | null {
  const times = events
    .filter((event) => event.eventAction.toLowerCase() === action)
    .map((event) => Date.parse(event.eventDate))
    .filter((ms) => Number.isFinite(ms));
  return times.length === 0 ? null : isoOf(Math.max(...times));
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** Some registries send the EPP spelling (`clientTransferProhibited`) instead of RFC 8056 section 2. */
const statusWords = (status: string): string =>
  status
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .trim();

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');
