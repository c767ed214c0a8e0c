import type { DkimEvidence, SenderEvidence } from './evidence.ts';
import { patternIndex } from './pattern-index.ts';
import type { MailService } from './service.ts';
import { mailServices } from './table.ts';

/** One thing in DNS that names a service. */
export interface Sign {
  readonly kind: 'mx' | 'spf' | 'dkim-target' | 'selector' | 'cname' | 'return-mx' | 'txt';
  /** Host it was seen at. */
  readonly host: string;
  readonly text: string;
}

const fitting = {
  mx: patternIndex(mailServices, 'mx'),
  spf: patternIndex(mailServices, 'spf'),
  selectors: patternIndex(mailServices, 'selectors'),
  dkimTargets: patternIndex(mailServices, 'dkimTargets'),
  cnames: patternIndex(mailServices, 'cnames'),
  returnMx: patternIndex(mailServices, 'returnMx'),
};
const verificationTexts = mailServices.flatMap((service) =>
  (service.signs.txt ?? []).map((prefix) => ({ service, prefix })),
);

type Told = readonly [service: MailService, sign: Sign];

/** Everything that points to a service, by service. */
export function signsByService(evidence: SenderEvidence): ReadonlyMap<MailService, readonly Sign[]> {
  const signs = new Map<MailService, Sign[]>();
  const told = [
    ...exchangerSigns(evidence),
    ...spfSigns(evidence),
    ...evidence.dkim.flatMap(dkimSigns),
    ...cnameSigns(evidence),
    ...returnSigns(evidence),
    ...textSigns(evidence),
  ];
  for (const [service, sign] of told) {
    const list = signs.get(service);
    if (list === undefined) signs.set(service, [sign]);
    else list.push(sign);
  }
  return signs;
}

/** An alias, a key, or one that was there: all that a selector can tell about a service. */
export const isThere = ({ target, state }: DkimEvidence): boolean =>
  target !== null || state === 'key' || state === 'revoked';

const exchangerSigns = ({ mx, domain }: SenderEvidence): readonly Told[] =>
  mx.flatMap(({ host, exchanges }) =>
    exchanges.flatMap((exchange) =>
      fitting
        .mx(exchange)
        // "." promises no mail for the domain itself only (RFC 7505).
        .filter(({ kind }) => kind !== 'none' || host === domain)
        .map((service): Told => [service, { kind: 'mx', host, text: `MX ${exchange}` }]),
    ),
  );

const spfSigns = ({ spf }: SenderEvidence): readonly Told[] =>
  spf.flatMap(({ host, targets }) =>
    targets.flatMap((target) =>
      fitting.spf(target).map((service): Told => [service, { kind: 'spf', host, text: `include:${target}` }]),
    ),
  );

function dkimSigns(entry: DkimEvidence): readonly Told[] {
  const { target, selector } = entry;
  const host = `${selector}._domainkey.${entry.domain}`;
  const owners = target === null ? [] : fitting.dkimTargets(target);
  // An alias to somebody's key says whose it is, whatever the selector is called.
  if (owners.length > 0)
    return owners.map((service): Told => [service, { kind: 'dkim-target', host, text: `CNAME ${target}` }]);
  if (!isThere(entry)) return [];
  return fitting
    .selectors(selector)
    .map((service): Told => [service, { kind: 'selector', host, text: `selector ${selector}` }]);
}

const cnameSigns = ({ cnames }: SenderEvidence): readonly Told[] =>
  cnames.flatMap(({ host, target }) =>
    target === null
      ? []
      : fitting
          .cnames(target)
          .map((service): Told => [service, { kind: 'cname', host, text: `CNAME ${target}` }]),
  );

const returnSigns = ({ mx, domain }: SenderEvidence): readonly Told[] =>
  mx.flatMap(({ host, exchanges }) =>
    exchanges.flatMap((exchange) =>
      fitting
        .returnMx(exchange)
        .filter(({ signs }) => signs.returnLabel === undefined || host === `${signs.returnLabel}.${domain}`)
        .map((service): Told => [service, { kind: 'return-mx', host, text: `MX ${exchange}` }]),
    ),
  );

const textSigns = ({ txt }: SenderEvidence): readonly Told[] =>
  txt.flatMap(({ host, texts }) =>
    texts.flatMap((text) => {
      const lower = text.toLowerCase();
      const services = new Set(
        verificationTexts.filter(({ prefix }) => lower.startsWith(prefix)).map(({ service }) => service),
      );
      return [...services].map((service): Told => [
        service,
        { kind: 'txt', host, text: `TXT ${text.slice(0, 40)}` },
      ]);
    }),
  );
