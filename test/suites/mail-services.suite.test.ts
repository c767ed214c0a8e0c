import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { detectSenders } from '../../src/protocols/mail/services/detect.ts';
import type { SenderEvidence } from '../../src/protocols/mail/services/evidence.ts';
import { mailServices } from '../../src/protocols/mail/services/table.ts';

const file = new URL('../../../shared/data/email-providers.json', import.meta.url);

const patterns = z.array(z.string()).optional();
const table = z.object({
  providers: z.array(
    z.object({
      id: z.string(),
      detect: z.object({
        mx: patterns,
        spf: patterns,
        dkimSelectors: patterns,
        dkimSelectorPatterns: patterns,
        dkimTargets: patterns,
        txtPrefixes: patterns,
      }),
      records: z.array(
        z.object({
          type: z.string(),
          host: z.string(),
          value: z.string(),
          required: z.boolean(),
          purpose: z.string(),
        }),
      ),
    }),
  ),
});
type Provider = z.infer<typeof table>['providers'][number];

const domain = 'acme-shop.example';

/** A customer's zone made from the published facts, not from our own table. */
function zoneOf(provider: Provider): SenderEvidence {
  const mx: { host: string; exchanges: string[] }[] = [];
  const spf: { host: string; targets: string[] }[] = [];
  const cnames: { host: string; target: string }[] = [];
  const dkim: SenderEvidence['dkim'][number][] = [];
  const txt: { host: string; texts: string[] }[] = [];
  for (const record of provider.records.filter(({ required }) => required)) {
    const host = hostOf(record.host);
    const value = concrete(record.value);
    if (record.type === 'MX')
      mx.push({
        host,
        exchanges: [
          (provider.detect.mx ?? []).length > 0 && record.purpose.startsWith('inbound')
            ? concrete(provider.detect.mx?.[0] ?? value)
            : value,
        ],
      });
    if (record.type === 'SPF-MERGE')
      spf.push({
        host,
        targets: [
          value.startsWith('include:')
            ? value.slice(8)
            : concrete(provider.detect.spf?.[0] ?? 'unknown.example'),
        ],
      });
    if (record.type === 'CNAME' && host.includes('._domainkey.'))
      dkim.push(key(host, concrete(dkimTarget(provider, record.value))));
    else if (record.type === 'CNAME') cnames.push({ host, target: value });
    if (record.type === 'TXT' && host.includes('._domainkey.'))
      dkim.push(key(withSelector(host, provider), null));
    else if (record.type === 'TXT') txt.push({ host, texts: [value] });
  }
  if (provider.records.length === 0) addSigns(provider, { mx, dkim });
  return { domain, mx, spf, cnames, dkim, txt };
}

const hostOf = (host: string): string =>
  host === '@' || host.startsWith('<sending domain')
    ? domain
    : `${concrete(host.split(' ')[0] ?? '')}.${domain}`;

const concrete = (text: string): string =>
  (text.split(/[ ,]+\d|, | \(/)[0] ?? '')
    .replaceAll('<domain-with-dashes>', domain.replaceAll('.', '-'))
    .replaceAll('<domain>', domain)
    .replace(/<14 digits>/, '20261122000000')
    .replace(/<given by the account>|<given>/, 'given.example')
    .replace(/<[^>]*>/g, '77')
    .replaceAll('*', '7')
    .replace(/(in|co)7\b/, '$17');

const dkimTarget = (provider: Provider, value: string): string =>
  value.includes('given') ? (provider.detect.dkimTargets?.[0] ?? value) : value;

const withSelector = (host: string, { detect }: Provider): string =>
  host.startsWith('77.')
    ? `${detect.dkimSelectors?.[0] ?? (detect.dkimSelectorPatterns === undefined ? 'anything' : 'scph1126')}.${host.slice(3)}`
    : host;

const key = (host: string, target: string | null): SenderEvidence['dkim'][number] => ({
  domain,
  selector: host.slice(0, host.indexOf('._domainkey.')),
  target,
  state: 'key',
});

function addSigns(
  { detect }: Provider,
  zone: { mx: { host: string; exchanges: string[] }[]; dkim: SenderEvidence['dkim'][number][] },
): void {
  for (const exchange of (detect.mx ?? []).slice(0, 1))
    zone.mx.push({ host: domain, exchanges: [concrete(exchange)] });
  for (const selector of detect.dkimSelectors ?? [])
    zone.dkim.push(key(`${selector}._domainkey.${domain}`, null));
}

const providers = (): readonly Provider[] => {
  const data = table.parse(JSON.parse(readFileSync(file, 'utf8'))).providers;
  // Shopify's record row stands for "4 to 6 hosts given by the shop": one of them, a key.
  return data.map((one) =>
    one.id === 'shopify-email'
      ? {
          ...one,
          records: one.records.map((record) =>
            record.type === 'CNAME' ? { ...record, host: 'abc._domainkey' } : record,
          ),
        }
      : one,
  );
};

const idsOf = (evidence: SenderEvidence): readonly string[] =>
  detectSenders(evidence).map(({ service }) => service);

test.runIf(existsSync(file))(
  'mail-services: each of the 38 services is seen in its own synthetic zone (needs ../shared/data/email-providers.json)',
  () => {
    const rows = providers().map((provider) => ({ id: provider.id, seen: idsOf(zoneOf(provider)) }));
    const exact = rows.filter(({ id, seen }) => seen.length === 1 && seen[0] === id);
    process.stdout.write(`mail-services ${exact.length}/${rows.length} exactly\n`);
    expect(mailServices.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    // Customer.io's published records name only Mailgun, through which it sends.
    expect(rows.filter((row) => !exact.includes(row))).toEqual([{ id: 'customer-io', seen: ['mailgun'] }]);
  },
);

const join = (zones: readonly SenderEvidence[]): SenderEvidence => ({
  domain,
  mx: zones.flatMap(({ mx }) => mx),
  spf: zones.flatMap(({ spf }) => spf),
  cnames: [
    ...zones.flatMap(({ cnames }) => cnames),
    { host: `www.${domain}`, target: 'shops.myshopify.com' },
  ],
  dkim: [
    ...zones.flatMap(({ dkim }) => dkim),
    key(`default._domainkey.${domain}`, null),
    key(`s1._domainkey.${domain}`, null),
  ],
  txt: [
    ...zones.flatMap(({ txt }) => txt),
    {
      host: domain,
      texts: [
        'google-site-verification=abc',
        'MS=ms12345678',
        'v=spf1 -all',
        'facebook-domain-verification=x',
      ],
    },
  ],
});

test.runIf(existsSync(file))(
  'mail-services: no false positive in 50 mixed zones with the litter of real ones',
  () => {
    const all = providers().filter(({ id }) => !['customer-io', 'null-mx'].includes(id));
    const mixes = fc.sample(
      fc.uniqueArray(fc.constantFrom(...all), { minLength: 0, maxLength: 6, selector: ({ id }) => id }),
      { seed: 38, numRuns: 50 },
    );
    let wanted = 0;
    let found = 0;
    const wrong = mixes.flatMap((mix) => {
      const expected = new Set(mix.map(({ id }) => id));
      const seen = idsOf(join(mix.map(zoneOf)));
      wanted += expected.size;
      found += seen.filter((id) => expected.has(id)).length;
      return seen.filter((id) => !expected.has(id)).map((id) => `${[...expected].join('+')}: ${id}`);
    });
    process.stdout.write(
      `mail-services mixed zones: ${wrong.length} false positives, ${found}/${wanted} found\n`,
    );
    expect(wrong).toEqual([]);
    expect(found).toBeGreaterThanOrEqual(wanted - 2);
  },
);
