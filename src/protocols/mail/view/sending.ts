import type { Manifest, ManifestMail } from '../../../model/manifest.ts';
import { domainOfAddress, isWithin, publicSuffixOrganization } from '../domain.ts';
import { matchesAny } from '../services/pattern.ts';
import { patternIndex } from '../services/pattern-index.ts';
import type { MailService } from '../services/service.ts';
import { mailServices } from '../services/table.ts';
import type { SpfNode } from '../spf/tree.ts';

export type DeclaredSender = ManifestMail['senders'][number];

/** Senders the manifest names for this very domain. */
export const sendersFor = (domain: string, manifest: Manifest): readonly DeclaredSender[] =>
  manifest.mail.senders.filter((sender) => sender.domain === domain);

const sendsByManifest = (domain: string, { mail }: Manifest): boolean =>
  mail.senders.some((sender) => isWithin(sender.domain, domain)) ||
  mail.messages.some(({ from }) => addressDomain(from) === domain);

/** `Shop <hello@shop.example>` to `shop.example`. */
export const addressDomain = (from: string): string | null =>
  domainOfAddress(from)
    ?.replace(/[>\s].*$/, '')
    .toLowerCase() ?? null;

/**
 * Why a domain counts as one that never sends: the manifest names senders and none for it, or its SPF says so and the manifest does
 * not object. Null: it sends, or nobody knows.
 */
export function silenceOf(domain: string, manifest: Manifest, tree: SpfNode | null): string | null {
  if (sendsByManifest(domain, manifest)) return null;
  if (manifest.isDeclared && manifest.mail.senders.length > 0)
    return 'the manifest names senders, and none for this domain';
  const isClosed = tree?.record !== undefined && /^v=spf1 +-all *$/i.test(tree?.record ?? '');
  return isClosed ? 'its SPF record is "v=spf1 -all"' : null;
}

/** Letters and digits only: `Paperboat Mail` and `paperboat-mail` are one. */
const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

const bareServices = mailServices.map((service) => ({
  service,
  id: bare(service.id),
  name: bare(service.name),
}));

/** The service of the table that a manifest means; null when the table does not have it. */
export function serviceNamed(provider: string): MailService | null {
  const wanted = bare(provider);
  const exact = bareServices.find(({ id, name }) => id === wanted || name === wanted);
  const ending = wanted.length >= 5 ? bareServices.find(({ name }) => name.endsWith(wanted)) : undefined;
  return (exact ?? ending)?.service ?? null;
}

/** Does this host belong to the provider: by the table, or because its domain is called like it. */
export function isHostOf(provider: string, host: string): boolean {
  const service = serviceNamed(provider);
  if (service !== null && matchesAny([...(service.signs.spf ?? []), ...(service.signs.mx ?? [])], host))
    return true;
  const label = bare(publicSuffixOrganization(host).split('.')[0] ?? '');
  return label.length >= 4 && (bare(provider).startsWith(label) || label.startsWith(bare(provider)));
}

const bySpfTarget = patternIndex(mailServices, 'spf');

/** The service of the table whose SPF target this is. */
export const serviceOfTarget = (target: string): MailService | null => bySpfTarget(target)[0] ?? null;
