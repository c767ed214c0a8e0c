import type { Manifest, ManifestAlertRoute } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import { textBehind } from '../../secrets/behind.ts';

/** Where a channel's credential comes from when the route has none of its own. */
export const channelVariables: Readonly<Record<ManifestAlertRoute['channel'], string | null>> = {
  email: 'LAUNCH_READY_SMTP',
  slack: 'LAUNCH_READY_SLACK_TOKEN',
  sms: 'LAUNCH_READY_TWILIO',
  webhook: 'LAUNCH_READY_WEBHOOK_SECRET',
  chat: null,
};

export interface Destination {
  readonly address: string;
  readonly secret: string | null;
}

/**
 * Address and credential of a route, every reference resolved now: a rotated secret is used at once. A person's id stands for their
 * address or phone. Null when a reference leads to nothing.
 */
export async function destinationOf(
  outside: Pick<Outside, 'env' | 'files'>,
  manifest: Manifest | null,
  route: {
    readonly channel: ManifestAlertRoute['channel'];
    readonly to: string;
    readonly secret: string | null;
  },
): Promise<Destination | null> {
  const person = manifest?.people.find(({ id }) => id === route.to);
  const named = person === undefined ? route.to : route.channel === 'sms' ? person.phone : person.email;
  const address = named === null ? null : await textIn(outside, named);
  if (address === null || address === '') return null;
  if (route.secret !== null) {
    const secret = await textIn(outside, route.secret);
    return secret === null ? null : { address, secret };
  }
  const variable = channelVariables[route.channel];
  const fromVariable = variable === null ? undefined : outside.env.get(variable);
  if (fromVariable !== undefined && fromVariable !== '') return { address, secret: fromVariable };
  return { address, secret: route.channel === 'email' ? await smtpOf(outside, manifest) : null };
}

async function textIn(outside: Pick<Outside, 'env' | 'files'>, text: string): Promise<string | null> {
  const found = await textBehind(text, outside);
  return found.ok ? found.value : null;
}

/** The SMTP account of the manifest as the address the mail channel takes. */
async function smtpOf(
  outside: Pick<Outside, 'env' | 'files'>,
  manifest: Manifest | null,
): Promise<string | null> {
  const smtp = manifest?.mail.smtp ?? null;
  if (manifest === null || smtp === null) return null;
  const user = smtp.user === null ? null : await textIn(outside, smtp.user);
  const password = smtp.password === null ? null : await textIn(outside, smtp.password);
  const url = new URL(`${smtp.tls === 'implicit' ? 'smtps' : 'smtp'}://${smtp.host}:${smtp.port}`);
  url.username = encodeURIComponent(user ?? '');
  url.password = encodeURIComponent(password ?? '');
  url.searchParams.set('from', user?.includes('@') === true ? user : `alerts@${manifest.product.domain}`);
  if (smtp.tls === 'none') url.searchParams.set('tls', 'none');
  return url.href;
}

/** What a page may show of an address: enough to know it again. */
export function maskedAddress(to: string): string {
  if (/^(?:env|file):/.test(to)) return to;
  if (URL.canParse(to) && /^https?:/.test(to)) return `${new URL(to).origin}/...`;
  const [name = '', domain] = to.split('@');
  if (domain !== undefined) return `${name.slice(0, 1)}***@${domain}`;
  return /^\+?[\d ()-]{6,}$/.test(to) ? `***${to.replaceAll(/\D/g, '').slice(-3)}` : to;
}
