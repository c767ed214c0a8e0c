import type { SenderEvidence } from './evidence.ts';
import { matches, matchesAny } from './pattern.ts';
import type { MailService, ServiceRecord } from './service.ts';

export interface NeededRecord {
  readonly purpose: ServiceRecord['purpose'];
  readonly type: ServiceRecord['type'];
  /** Full name; parts only the account knows stay as `<...>`. */
  readonly host: string;
  readonly value: string;
  readonly isRequired: boolean;
  /** `unknown`: the name was not asked, or only the account knows it. */
  readonly status: 'present' | 'missing' | 'unknown';
}

/** The records a service asks for at a domain, compared with what is there. */
export function compareRecords(
  service: MailService,
  domain: string,
  evidence: SenderEvidence,
): readonly NeededRecord[] {
  const compared = service.records.map((record) => {
    const host = record.host === '@' ? domain : `${fill(record.host, domain)}.${domain}`;
    const value = fill(record.value, domain);
    return { ...record, host, value, status: statusOf(service, { ...record, host, value }, evidence) };
  });
  return compared.map((record) =>
    isReplaced(record, compared) ? { ...record, status: 'present' as const } : record,
  );
}

const fill = (text: string, domain: string): string =>
  text.replaceAll('<domain-with-dashes>', domain.replaceAll('.', '-')).replaceAll('<domain>', domain);

/** Another form of the same purpose is there: the older MX set, the key as TXT instead of CNAME. */
const isReplaced = (record: NeededRecord, all: readonly NeededRecord[]): boolean =>
  record.isRequired &&
  record.status === 'missing' &&
  record.purpose !== 'other' &&
  all.some((other) => !other.isRequired && other.purpose === record.purpose && other.status === 'present');

function statusOf(
  service: MailService,
  record: ServiceRecord,
  evidence: SenderEvidence,
): NeededRecord['status'] {
  if (record.purpose === 'dkim') return dkimStatus(service, record, evidence);
  switch (record.type) {
    case 'MX':
      return valueStatus(
        record,
        evidence.mx.map(({ host, exchanges }) => ({ host, values: exchanges })),
        (exchange) =>
          matchesAny(
            [...(service.signs.mx ?? []), ...(service.signs.returnMx ?? []), glob(record.value)],
            exchange,
          ),
      );
    case 'SPF':
      return valueStatus(
        record,
        evidence.spf.map(({ host, targets }) => ({ host, values: targets })),
        (target) => matchesAny([...(service.signs.spf ?? []), record.value], target),
      );
    case 'CNAME':
      return valueStatus(
        record,
        evidence.cnames.map(({ host, target }) => ({ host, values: target === null ? [] : [target] })),
        (target) => matches(glob(record.value), target),
      );
    case 'TXT':
      return valueStatus(
        record,
        evidence.txt.map(({ host, texts }) => ({ host, values: texts })),
        (text) =>
          text.startsWith(record.purpose === 'dmarc' ? 'v=DMARC1' : (record.value.split('<')[0] ?? '')),
      );
  }
}

function valueStatus(
  record: ServiceRecord,
  seen: readonly { readonly host: string; readonly values: readonly string[] }[],
  fits: (value: string) => boolean,
): NeededRecord['status'] {
  const pattern = glob(record.host);
  const places = seen.filter(({ host }) => matches(pattern, host));
  if (places.some(({ values }) => values.some(fits))) return 'present';
  return places.length === 0 || record.host.includes('<') ? 'unknown' : 'missing';
}

function dkimStatus(
  service: MailService,
  record: ServiceRecord,
  evidence: SenderEvidence,
): NeededRecord['status'] {
  const pattern = glob(record.host);
  const own = evidence.dkim.filter(({ domain, selector }) =>
    matches(pattern, `${selector}._domainkey.${domain}`),
  );
  const isOpen = record.host.includes('<');
  const fits = own.filter(({ target, selector }) => {
    if (record.type === 'CNAME')
      return (
        target !== null && matchesAny([...(service.signs.dkimTargets ?? []), glob(record.value)], target)
      );
    return (
      !isOpen ||
      matchesAny([...(service.signs.selectors ?? []), ...(service.signs.sharedSelectors ?? [])], selector)
    );
  });
  if (fits.some(({ state }) => state === 'key')) return 'present';
  if (isOpen || own.every(({ state }) => state === 'unknown')) return 'unknown';
  return 'missing';
}

/** `<...>` may be anything. */
const glob = (value: string): string => value.replace(/<[^>]*>/g, '*');
