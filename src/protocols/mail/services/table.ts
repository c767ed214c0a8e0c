import { forwardingServices } from './forwarding.ts';
import { mailboxServices } from './mailbox.ts';
import { marketingServices } from './marketing.ts';
import { matches } from './pattern.ts';
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

/** Names a sender by the domains its mail is authenticated with, for reports. Null when the table does not know. */
export function nameSender(domains: readonly string[]): string | null {
  const known = mailServices.find(({ signs }) =>
    domains.some((domain) =>
      baseDomains(signs.spf)
        .concat(baseDomains(signs.dkimTargets))
        .some((base) => isUnder(domain, base)),
    ),
  );
  return known?.name ?? null;
}

const isUnder = (domain: string, base: string): boolean =>
  matches(base, domain) || domain.endsWith(`.${base}`);

/** `s*.domainkey.u*.wl*.sendgrid.net` belongs to `sendgrid.net`. */
const baseDomains = (patterns: readonly string[] = []): string[] =>
  patterns.map((pattern) =>
    pattern
      .slice(pattern.lastIndexOf('*') + 1)
      .split('.')
      .slice(-2)
      .join('.'),
  );
