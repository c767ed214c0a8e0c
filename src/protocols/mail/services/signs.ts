import type { DkimEvidence, SenderEvidence } from './evidence.ts';
import { matchesAny } from './pattern.ts';
import type { MailService } from './service.ts';

/** One thing in DNS that names a service. */
export interface Sign {
  readonly kind: 'mx' | 'spf' | 'dkim-target' | 'selector' | 'cname' | 'return-mx' | 'txt';
  /** Host it was seen at. */
  readonly host: string;
  readonly text: string;
}

/** Everything that points to a service. `claimed`: alias targets that are some service's own (`claimedTargets`). */
export function signsOf(
  { signs, kind }: MailService,
  evidence: SenderEvidence,
  claimed: ReadonlySet<string>,
): readonly Sign[] {
  return [
    ...evidence.mx.flatMap(({ host, exchanges }) =>
      exchanges
        // "." promises no mail for the domain itself only (RFC 7505).
        .filter((exchange) => matchesAny(signs.mx, exchange) && (kind !== 'none' || host === evidence.domain))
        .map((exchange): Sign => ({ kind: 'mx', host, text: `MX ${exchange}` })),
    ),
    ...evidence.spf.flatMap(({ host, targets }) =>
      targets
        .filter((target) => matchesAny(signs.spf, target))
        .map((target): Sign => ({ kind: 'spf', host, text: `include:${target}` })),
    ),
    ...evidence.dkim.flatMap((entry) => dkimSigns(signs, entry, claimed)),
    ...evidence.cnames.flatMap(({ host, target }): Sign[] =>
      target !== null && matchesAny(signs.cnames, target)
        ? [{ kind: 'cname', host, text: `CNAME ${target}` }]
        : [],
    ),
    ...evidence.mx.flatMap(({ host, exchanges }) =>
      returnSigns(signs, { host, exchanges, domain: evidence.domain }),
    ),
    ...evidence.txt.flatMap(({ host, texts }) =>
      texts
        .filter((text) => signs.txt?.some((prefix) => text.toLowerCase().startsWith(prefix)) === true)
        .map((text): Sign => ({ kind: 'txt', host, text: `TXT ${text.slice(0, 40)}` })),
    ),
  ];
}

/** Targets of selector aliases that are a service's own keys. */
export const claimedTargets = (
  { dkim }: SenderEvidence,
  services: readonly MailService[],
): ReadonlySet<string> =>
  new Set(
    dkim.flatMap(({ target }) =>
      target !== null && services.some(({ signs }) => matchesAny(signs.dkimTargets, target)) ? [target] : [],
    ),
  );

/** An alias, a key, or one that was there: all that a selector can tell about a service. */
export const isThere = ({ target, state }: DkimEvidence): boolean =>
  target !== null || state === 'key' || state === 'revoked';

function dkimSigns(
  signs: MailService['signs'],
  entry: DkimEvidence,
  claimed: ReadonlySet<string>,
): readonly Sign[] {
  const { target, selector } = entry;
  const host = `${selector}._domainkey.${entry.domain}`;
  if (target !== null && matchesAny(signs.dkimTargets, target))
    return [{ kind: 'dkim-target', host, text: `CNAME ${target}` }];
  // An alias to somebody else's key says whose it is, whatever the selector is called.
  const isForeign = target !== null && claimed.has(target);
  if (isForeign || !isThere(entry) || !matchesAny(signs.selectors, selector)) return [];
  return [{ kind: 'selector', host, text: `selector ${selector}` }];
}

function returnSigns(
  signs: MailService['signs'],
  place: { readonly host: string; readonly exchanges: readonly string[]; readonly domain: string },
): readonly Sign[] {
  const isOwnLabel = signs.returnLabel === undefined || place.host === `${signs.returnLabel}.${place.domain}`;
  if (!isOwnLabel) return [];
  return place.exchanges
    .filter((exchange) => matchesAny(signs.returnMx, exchange))
    .map((exchange) => ({ kind: 'return-mx', host: place.host, text: `MX ${exchange}` }));
}
