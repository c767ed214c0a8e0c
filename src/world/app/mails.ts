import type { ShopMail } from '../mail/sender.ts';
import type { AppDeps } from './deps.ts';
import { money } from './layout.ts';

interface MailParts {
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly link?: { readonly text: string; readonly url: string };
  readonly unsubscribeUrl?: string;
}

/** Every transactional mail of the shop. Links lead to the canonical origin. */
export const mails = {
  verification: (deps: AppDeps, to: string, token: string) =>
    compose({
      kind: 'verification',
      to,
      subject: 'Confirm your email for Harbor Market',
      lines: ['Welcome aboard. One click and your account is ready.'],
      link: { text: 'Confirm my email', url: `${deps.sender.linkOrigin}/verify?token=${token}` },
    }),
  welcome: (deps: AppDeps, to: string) =>
    compose({
      kind: 'welcome',
      to,
      subject: 'Welcome to Harbor Market',
      lines: ['Your account is ready.'],
      link: { text: 'See what is new', url: `${deps.sender.linkOrigin}/listings` },
    }),
  reset: (deps: AppDeps, to: string, token: string) =>
    compose({
      kind: 'reset',
      to,
      subject: 'Set a new password for Harbor Market',
      lines: ['Someone, probably you, asked for a new password. The link works for one hour.'],
      link: { text: 'Set a new password', url: `${deps.sender.linkOrigin}/reset?token=${token}` },
    }),
  invite: (deps: AppDeps, to: string, token: string) =>
    compose({
      kind: 'invite',
      to,
      subject: 'You are invited to Harbor Market',
      lines: ['A member thinks you belong here.'],
      link: { text: 'Accept the invitation', url: `${deps.sender.linkOrigin}/invite?token=${token}` },
    }),
  booking: (deps: AppDeps, to: string, booking: { code: string; day: string; title: string }) =>
    compose({
      kind: 'booking',
      to,
      subject: `Booked: ${booking.title} on ${booking.day}`,
      lines: [`${booking.title}, ${booking.day}. Your code is ${booking.code}.`],
      link: { text: 'See the booking', url: `${deps.sender.linkOrigin}/bookings/${booking.code}` },
    }),
  receipt: (deps: AppDeps, to: string, order: { id: string; totalCents: number }) =>
    compose({
      kind: 'receipt',
      to,
      subject: `Receipt for order ${order.id}`,
      lines: [`Thank you. We received ${money(order.totalCents)} for order ${order.id}.`],
      link: { text: 'Back to the market', url: `${deps.sender.linkOrigin}/listings` },
    }),
  admin: (deps: AppDeps, what: string) =>
    compose({
      kind: 'admin',
      to: `team@${deps.domain}`,
      subject: `Harbor Market: ${what}`,
      lines: [what],
      link: { text: 'Open the back office', url: `https://admin.${deps.domain}/` },
    }),
  newsletter: (deps: AppDeps, to: string, code: string) =>
    compose({
      kind: 'newsletter',
      to,
      subject: 'You are on the Harbor Market waitlist',
      lines: [`Your invitation code is ${code}. Friends who use it move you up.`],
      link: { text: 'Invite friends', url: `${deps.sender.linkOrigin}/waitlist?code=${code}` },
      unsubscribeUrl: `${deps.sender.linkOrigin}/unsubscribe?code=${code}`,
    }),
} as const;

function compose({ lines, link, unsubscribeUrl, ...head }: MailParts): ShopMail {
  const paragraphs = lines.map((line) => `<p>${escape(line)}</p>`).join('');
  const button = link === undefined ? '' : `<p><a href="${escape(link.url)}">${escape(link.text)}</a></p>`;
  const goodbye =
    unsubscribeUrl === undefined ? '' : `<p><a href="${escape(unsubscribeUrl)}">Unsubscribe</a></p>`;
  const page =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escape(head.subject)}</title></head><body style="font-family:sans-serif;max-width:600px">` +
    `${paragraphs}${button}${goodbye}<p>Harbor Market, Hafenstr. 3, 20457 Hamburg</p></body></html>`;
  const text = [
    ...lines,
    ...(link === undefined ? [] : [`${link.text}: ${link.url}`]),
    ...(unsubscribeUrl === undefined ? [] : [`Unsubscribe: ${unsubscribeUrl}`]),
    'Harbor Market, Hafenstr. 3, 20457 Hamburg',
  ].join('\n\n');
  return { ...head, text, html: page, ...(unsubscribeUrl === undefined ? {} : { unsubscribeUrl }) };
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
