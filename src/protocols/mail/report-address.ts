import type { Manifest } from '../../model/manifest.ts';

/** Where reports about a domain go: the declared mailbox, an inbox by its id, else `dmarc@` the domain. */
export function reportAddressOf(manifest: Manifest, domain: string): string {
  const declared = manifest.mail.dmarcReports;
  if (declared === null) return `dmarc@${domain}`;
  if (declared.includes('@')) return declared.replace(/^mailto:/, '');
  const inbox = manifest.mail.inboxes.find(({ id }) => id === declared);
  // Reports to another domain need that domain's consent (RFC 9990 section 4), so a foreign inbox is not assumed to have it.
  return inbox?.address.toLowerCase().endsWith(`@${domain}`) === true ? inbox.address : `dmarc@${domain}`;
}
