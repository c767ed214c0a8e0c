import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { signature } from '../faults/planted.ts';
import { addresses, shopDomain, shopZone, startDnsLab, type DnsLab } from './dns-lab.ts';
import { look } from './look.ts';
import { signZone, startBind } from './servers/bind.ts';
import { startKnot } from './servers/knot.ts';
import { startPdns } from './servers/pdns.ts';
import { missingPrograms, together } from './servers/server-process.ts';

const missing = missingPrograms('nsd', 'named', 'knotd', 'pdnsutil', 'sqlite3', 'dnssec-signzone');
const suite = missing.length === 0 ? describe : describe.skip;
const timeoutMs = 60_000;

const unsigned = [`domain/dnssec-signed zone:${shopDomain} low`];
const ipv4Only = [
  `domain/ipv6-presence host:${shopDomain} low`,
  `domain/name-server-ipv6 zone:${shopDomain} low`,
];
/** What the lab has on purpose or by its nature: IPv4 only, one loopback, no registry to ask. */
const audit = async (lab: DnsLab): Promise<Report> => {
  const { hintsText, maps } = lab;
  return look({ domain: shopDomain, only: ['domain'], hintsText, maps: [...maps, '*:*=refuse'] });
};
const found = (report: Report): readonly string[] => report.findings.map(signature).toSorted();

suite(`real name servers${missing.length === 0 ? '' : ` (skipped: no ${missing.join(', ')})`}`, () => {
  test(
    'DNS-1 DNS-2 healthy: root and registry on NSD, the shop on BIND and Knot',
    async () => {
      const zones = [shopZone({ servers: ['ns1', 'ns2'] })];
      const [ns1, ns2] = await together(startBind({ zones }), startKnot({ zones }));
      await using lab = await startDnsLab([
        { name: 'ns1', server: ns1 },
        { name: 'ns2', server: ns2 },
      ]);
      expect(found(await audit(lab))).toEqual([...unsigned, ...ipv4Only]);
    },
    timeoutMs,
  );

  test(
    'DNS-2 two servers with different serials: exactly that finding, with both serials',
    async () => {
      const zone = (serial: number) => [shopZone({ servers: ['ns1', 'ns2'], serial })];
      const [ns1, ns2] = await together(
        startBind({ zones: zone(2026112202) }),
        startKnot({ zones: zone(2026112201) }),
      );
      await using lab = await startDnsLab([
        { name: 'ns1', server: ns1 },
        { name: 'ns2', server: ns2 },
      ]);
      const report = await audit(lab);
      expect(found(report)).toEqual([
        ...unsigned,
        ...ipv4Only,
        `domain/soa-serial zone:${shopDomain} medium`,
      ]);
      expect(JSON.stringify(report.findings.find(({ severity }) => severity !== 'low')?.evidence)).toMatch(
        /2026112201[\s\S]*2026112202|2026112202[\s\S]*2026112201/u,
      );
    },
    timeoutMs,
  );

  test(
    'DNS-2 a third server is dead: lame, and the two others are still judged',
    async () => {
      const zones = [shopZone({ servers: ['ns1', 'ns2', 'ns3'] })];
      const [ns1, ns2] = await together(startBind({ zones }), startPdns({ zones }));
      await using lab = await startDnsLab([
        { name: 'ns1', server: ns1 },
        { name: 'ns2', server: ns2 },
        { name: 'ns3', server: null },
      ]);
      const report = await audit(lab);
      expect(found(report)).toEqual([
        ...unsigned,
        ipv4Only[0],
        `domain/lame-server zone:${shopDomain} high`,
        ipv4Only[1],
      ]);
      expect(report.findings.find(({ severity }) => severity !== 'low')?.found).toContain('ns3.lantern.shop');
    },
    timeoutMs,
  );

  test(
    'DNS-2 the registry lists a server the zone does not know',
    async () => {
      const zones = [shopZone({ servers: ['ns1'], more: `ns2 86400 IN A ${addresses.ns2}` })];
      const [ns1, ns2] = await together(startBind({ zones }), startKnot({ zones }));
      await using lab = await startDnsLab([
        { name: 'ns1', server: ns1 },
        { name: 'ns2', server: ns2 },
      ]);
      expect(found(await audit(lab))).toEqual([
        `domain/delegation-agreement zone:${shopDomain} high`,
        ...unsigned,
        ...ipv4Only,
      ]);
    },
    timeoutMs,
  );
});

suite('real signatures', () => {
  const plain = shopZone({ servers: ['ns1', 'ns2'] });
  const healthy = { from: 'now-3600', until: 'now+2592000' };
  const signedLab = async (signed: ReturnType<typeof signZone>, ds: string): Promise<DnsLab> => {
    const [ns1, ns2] = await together(startBind({ zones: [signed] }), startKnot({ zones: [signed] }));
    const shop = [
      { name: 'ns1', server: ns1 },
      { name: 'ns2', server: ns2 },
    ] as const;
    return startDnsLab(shop, ds);
  };
  const chain = (report: Report): string | undefined =>
    report.passed.find(({ check }) => check === 'domain/dnssec-chain')?.text;

  test(
    'DNS-6 a zone signed by dnssec-signzone validates from the DS on both servers',
    async () => {
      const signed = signZone(plain, healthy);
      await using lab = await signedLab(signed, signed.ds);
      const report = await audit(lab);
      expect(found(report)).toEqual(ipv4Only);
      expect(chain(report)).toBe('2 of 2 name server addresses send valid signatures');
    },
    timeoutMs,
  );

  test(
    'DNS-6 the registry still has the DS of an older key: bogus, a blocker',
    async () => {
      const [signed, older] = [signZone(plain, healthy), signZone(plain, healthy)];
      await using lab = await signedLab(signed, older.ds);
      expect(found(await audit(lab))).toEqual([
        `domain/dnssec-chain zone:${shopDomain} blocker`,
        ...ipv4Only,
      ]);
    },
    timeoutMs,
  );

  test(
    'DNS-6 the signer stopped a month ago: signatures ran out, a blocker',
    async () => {
      const signed = signZone(plain, { from: 'now-5184000', until: 'now-86400' });
      await using lab = await signedLab(signed, signed.ds);
      expect(found(await audit(lab))).toEqual([
        `domain/dnssec-expiry zone:${shopDomain} blocker`,
        ...ipv4Only,
      ]);
    },
    timeoutMs,
  );

  test(
    'DNS-6 one record changed after signing: the signature does not fit, a blocker',
    async () => {
      const signed = signZone(plain, healthy);
      const text = signed.text.replaceAll('2026112201', '2026112209');
      await using lab = await signedLab({ ...signed, text }, signed.ds);
      expect(found(await audit(lab))).toEqual([
        `domain/dnssec-chain zone:${shopDomain} blocker`,
        ...ipv4Only,
      ]);
    },
    timeoutMs,
  );
});
