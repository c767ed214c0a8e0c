import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rdapBaseOf } from '../../src/protocols/rdap/bootstrap.ts';
import { parseRdapDomain } from '../../src/protocols/rdap/domain.ts';

/** ICANN's RDAP conformance samples and IANA's bootstrap file (RFC 9224). AUD-7. */
const folder = new URL('../../../shared/data/rdap/', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));

interface Sample {
  readonly ldhName: string;
  readonly status: readonly string[];
  readonly events: readonly { readonly eventAction: string; readonly eventDate: string }[];
  readonly nameservers: readonly { readonly ldhName: string }[];
  readonly secureDNS?: { readonly delegationSigned?: boolean };
}

const domainSamples = ['valid', 'valid_registrant', 'private_ipv4_nameserver_bug'];
const foreignSamples = ['nameserver/valid', 'entity/valid', 'entity/invalid-roles', 'entity/invalid-vcard'];

/** RFC 8056: registries that print EPP codes mean the RDAP words. */
const rdapWords = (status: string): string =>
  status.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What the sample itself says, read by hand-written paths, against what our parser makes of it. */
function domainAgrees(name: string): boolean {
  const sample = read(`samples/domain/${name}.json`) as Sample;
  const parsed = parseRdapDomain(sample);
  const expiration = sample.events.find((event) => event.eventAction === 'expiration')?.eventDate;
  return (
    parsed !== null &&
    parsed.domain === sample.ldhName.toLowerCase() &&
    parsed.statuses.join() === sample.status.map(rdapWords).toSorted().join() &&
    (expiration === undefined ? null : Date.parse(expiration)) ===
      (parsed.expiresAt === null ? null : Date.parse(parsed.expiresAt)) &&
    parsed.nameServers.join() ===
      sample.nameservers
        .map((each) => each.ldhName.toLowerCase())
        .toSorted()
        .join() &&
    parsed.isDelegationSigned === (sample.secureDNS?.delegationSigned ?? null)
  );
}

describe.skipIf(!existsSync(folder))('RDAP samples (skipped when ../shared/data is not there)', () => {
  it('domains are read as they say, other objects are refused, every top-level domain has its base', () => {
    const { services } = read('iana-bootstrap-dns.json') as {
      readonly services: readonly (readonly [string[], string[]])[];
    };
    const bases = services.flatMap(([names, urls]) => names.map((name) => ({ name, urls })));
    const rows = [
      ...domainSamples.map((name) => ({ name, isRight: domainAgrees(name) })),
      ...foreignSamples.map((name) => ({
        name,
        isRight: parseRdapDomain(read(`samples/${name}.json`)) === null,
      })),
      ...bases.map(({ name, urls }) => ({
        name,
        isRight: urls.includes(rdapBaseOf(`example.${name}`) ?? ''),
      })),
    ];
    const wrong = rows.filter((row) => !row.isRight).map((row) => row.name);
    process.stdout.write(`rdap ${rows.length - wrong.length}/${rows.length}\n`);
    expect(wrong).toEqual([]);
    expect(bases.length).toBeGreaterThan(1000);
  });
});
