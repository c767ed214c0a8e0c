import type { Manifest } from '../../model/manifest.ts';
import { isWithin } from '../../protocols/mail/domain.ts';
import { shortName } from './images.ts';
import { point, type ProofPoint, type Rule, some } from './point.ts';
import type { ProofInput } from './proof-input.ts';

const rules = {
  canonical: { id: 'links-canonical', title: 'Links lead to the canonical host', source: null },
  https: { id: 'links-https', title: 'Links use https', source: null },
  whole: { id: 'links-whole', title: 'Links are whole addresses', source: 'RFC 3986 section 4.3' },
} as const satisfies Readonly<Record<string, Rule>>;

/** Web links of both parts, each once. */
export function webLinksOf({
  scan,
  mail,
}: Pick<ProofInput, 'scan' | 'mail'>): readonly { readonly url: string; readonly text: string }[] {
  const written = [...(mail.text ?? '').slice(0, 200_000).matchAll(/https?:\/\/[^\s<>"']{1,2000}/gi)].map(
    ([url]) => ({
      url: url.replace(/[).,;:!?\]]+$/, ''),
      text: '',
    }),
  );
  const all = [...(scan?.links ?? []), ...written].filter(
    ({ url }) => /^https?:\/\//i.test(url) && URL.canParse(url),
  );
  return [...new Map(all.map((link) => [new URL(link.url).href, link])).values()].slice(0, 100);
}

export function proveLinks(input: ProofInput): readonly ProofPoint[] {
  const links = webLinksOf(input);
  const broken = (input.scan?.links ?? [])
    .filter(({ url }) => isBroken(url))
    .map(({ url, text }) => `"${(text || url).slice(0, 60)}"`);
  const whole =
    broken.length === 0
      ? []
      : [point(rules.whole, 'broken', `${broken.length} lead nowhere: ${some(broken)}`)];
  if (links.length === 0) return whole;
  const wrong = links.flatMap(({ url }) => wrongHost(new URL(url).hostname, input.manifest) ?? []);
  const plain = links.filter(({ url }) => new URL(url).protocol === 'http:').map(({ url }) => shortName(url));
  return [
    ...whole,
    point(
      rules.canonical,
      wrong.length === 0 ? 'holds' : 'broken',
      wrong.length === 0 ? `${links.length} links` : some([...new Set(wrong)]),
    ),
    point(
      rules.https,
      plain.length === 0 ? 'holds' : 'broken',
      plain.length === 0 ? `${links.length} links` : `over http: ${some(plain)}`,
    ),
  ];
}

/** Relative, empty or script addresses: a mail has no page they could lean on. */
const isBroken = (url: string): boolean =>
  !/^(?:https?:\/\/|mailto:|tel:|sms:|#.+)/i.test(url) && !/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(url);

const workshops =
  /(?:^|\.)(?:localhost|local|test|internal|lan|example|invalid|ngrok\.io|ngrok-free\.app|trycloudflare\.com|loca\.lt|vercel\.app|netlify\.app|herokuapp\.com|onrender\.com|fly\.dev|railway\.app|pages\.dev|web\.app|gitpod\.io|github\.dev)$/i;

const isWorkshop = (host: string): boolean => workshops.test(host) || /^(?:\d+\.){3}\d+$|^\[/.test(host);

/** Why a link must not lead to this host; null when it may. */
function wrongHost(host: string, { product, hosts, isDeclared }: Manifest): string | null {
  if (!isWithin(host, product.domain)) return isWorkshop(host) ? `${host} is a workshop address` : null;
  const canonical = product.canonicalHost ?? product.domain;
  if (host === canonical) return null;
  const known = hosts.find(({ name }) => name === host);
  if (
    known?.role === 'staging' ||
    /(?:^|[.-])(?:staging|stage|dev|test|preview|qa)(?:[.-]|$)/.test(host.slice(0, -product.domain.length))
  )
    return `${host} is not the live product`;
  const isTwin =
    host === product.domain ||
    host === `www.${product.domain}` ||
    known?.role === 'www' ||
    known?.role === 'apex';
  if (isTwin) return `${host}, the canonical host is ${canonical}`;
  return isDeclared && known === undefined ? `${host} is not declared` : null;
}

const actionWords =
  /unsubscri|opt-?out|verif|confirm|activat|validat|reset|passw|invit|accept|approve|decline|magic|sign-?in|log-?in|auth|cancel|delete|remove|revoke|rsvp|subscri|preferences|abmeld|bestaetig|aktivier/i;

/** True: opening it might do something (confirm, sign in, unsubscribe, count as opened). Such links are never fetched. */
export function mightAct(url: string, text: string): boolean {
  const { pathname, searchParams } = new URL(url);
  if (actionWords.test(pathname) || actionWords.test(text)) return true;
  if ([...searchParams.keys()].some((name) => actionWords.test(name))) return true;
  const pieces = [...pathname.split('/'), ...searchParams.values()];
  return pieces.some(looksLikeToken);
}

/** Long and mixed: made for one reader. `spring-sale-2027` is not. */
const looksLikeToken = (piece: string): boolean =>
  piece.length >= 16 &&
  /\d/.test(piece) &&
  /[a-z]/i.test(piece) &&
  !/^[a-z]+(?:[-_][a-z]+)*(?:[-_]\d{1,4})*(?:\.[a-z]{2,5})?$/i.test(piece)
    ? true
    : /^[\w-]{6,}\.[\w-]{6,}\.[\w-]{6,}$/.test(piece) || /^[0-9a-f]{12,}$/i.test(piece);
