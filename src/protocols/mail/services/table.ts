import { forwardingServices } from './forwarding.ts';
import { mailboxServices } from './mailbox.ts';
import { marketingServices } from './marketing.ts';
import { isWithin } from '../domain.ts';
import type { MailService } from './service.ts';
import { transactionalServices } from './transactional.ts';

/** All 38 services, as of November 2026. */
export const mailServices: readonly MailService[] = [
  ...mailboxServices,
  ...forwardingServices,
  ...transactionalServices,
  ...marketingServices,
];

export const serviceById = (id: string): MailService | null =>
  mailServices.find((service) => service.id === id) ?? null;

/** Include targets that are never read for the apex, because the service bounces to a return path of its own. */
export const needlessAtApex: ReadonlySet<string> = new Set(
  mailServices.filter(({ hasOwnReturnPath }) => hasOwnReturnPath).flatMap(({ signs }) => signs.spf ?? []),
);

/** Selectors worth asking for when nothing better is known: those of the table and a few that servers use by default. */
export const selectorsToProbe: readonly string[] = [
  ...new Set([
    ...mailServices.flatMap(({ signs }) => [...(signs.selectors ?? []), ...(signs.sharedSelectors ?? [])]),
    'default',
    'dkim',
    'mail',
    'email',
    'mxvault',
    'everlytickey1',
    'everlytickey2',
    'sm',
    'krs',
    'turbo-smtp',
    '20230601',
    '20221208',
  ]),
].filter((selector) => !selector.includes('#'));

/** `s*.domainkey.u*.wl*.sendgrid.net` belongs to `sendgrid.net`. */
const baseDomains = (patterns: readonly string[] = []): string[] =>
  patterns.map((pattern) =>
    pattern
      .slice(pattern.lastIndexOf('*') + 1)
      .split('.')
      .slice(-2)
      .join('.'),
  );

const bases: readonly { readonly service: MailService; readonly domains: readonly string[] }[] =
  mailServices.map((service) => ({
    service,
    domains: [...new Set([...baseDomains(service.signs.spf), ...baseDomains(service.signs.dkimTargets)])],
  }));

/** The service a sender belongs to by the domains its mail is authenticated with, for reports. Null when the table does not know. */
export const serviceOfDomains = (domains: readonly string[]): MailService | null =>
  bases.find((one) => one.domains.some((base) => domains.some((domain) => isWithin(domain, base))))
    ?.service ?? null;

/** Its name; null when the table does not know. */
export const nameSender = (domains: readonly string[]): string | null =>
  serviceOfDomains(domains)?.name ?? null;
