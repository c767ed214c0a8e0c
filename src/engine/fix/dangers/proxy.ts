import { plainName } from '../../../protocols/dns/name.ts';
import { setsOf } from '../../../protocols/zone/records/resources.ts';
import { ask, dangerous, isVital, ownerOf, refused, setOf } from './judged.ts';
import type { DangerContext, DangerRule } from './judged.ts';

const proxiable = new Set(['A', 'AAAA', 'CNAME']);
const mailLabels =
  /^(?:mail|smtp|imap|pop3?|mx\d*|webmail|autodiscover|autoconfig|bounce|bounces|pm-bounces|em\d+)\./;
/** Targets whose owners say "DNS only" (their set-up pages, 2026). */
const directOnly =
  /(?:^|\.)(?:clerk\.services|clerk\.accounts\.dev|dkim\.amazonses\.com|domainkey\.[^.]+\.sendgrid\.net|mtasv\.net|mailgun\.org|acm-validations\.aws|vercel-dns(?:-\d+)?\.com)$/;

/** The edge speaks HTTP only: whatever else stands behind a name stops when the name is proxied. */
export const proxyRule: DangerRule = (change, context) => {
  const owner = ownerOf(change.resource);
  if (owner === null || !proxiable.has(owner.type)) return [];
  const [old, next] = [setOf(change, 'before'), setOf(change, 'after')];
  const [was, is] = [old?.isProxied === true, next?.isProxied === true];
  if (is && !was) return on(owner.name, next?.values ?? [], context);
  if (!was || is || next === null) return [];
  const says = `visitors of ${owner.name} would reach the origin directly, without firewall, cache and certificate of the edge`;
  return [isVital(owner.name, context) ? dangerous('proxy', says) : ask('proxy', says)];
};

function on(name: string, values: readonly string[], context: DangerContext): ReturnType<DangerRule> {
  if (name.startsWith('_') || name.includes('._')) return [refused('proxy', `${name} is no web host`)];
  const carriesMail = setsOf(context.before).some(
    ({ type, values: all }) =>
      type === 'MX' && all.some((value) => plainName(value.split(' ')[1] ?? '') === name),
  );
  const isMailHost = context.manifest.hosts.some((host) => host.name === name && host.role === 'mail');
  if (carriesMail || isMailHost || mailLabels.test(name))
    return [refused('proxy', `${name} serves mail; the edge passes on web requests only`)];
  const direct = values.map(plainName).find((target) => directOnly.test(target));
  if (direct !== undefined) return [refused('proxy', `${direct} must be reached directly (DNS only)`)];
  const ssl = context.after['setting:ssl'];
  if (ssl === 'flexible' || ssl === 'off')
    return [
      refused('proxy', `with the TLS mode "${ssl}" ${name} would go round in circles or be served in clear`),
    ];
  return [
    isVital(name, context)
      ? dangerous('proxy', `all visitors of ${name} would go through the edge`)
      : ask('proxy', `visitors of ${name} would go through the edge`),
  ];
}
