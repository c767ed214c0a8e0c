import { shopDomain } from '../../test/real/dns-lab.ts';
import { missingPrograms } from '../../test/real/servers/server-process.ts';
import { hosts, startWebLab } from '../../test/real/web-lab.ts';
import { networkCases, startPort53Lab } from '../../scripts/peers/dns-cases.ts';
import { askSslscan, askTestssl, askZonemaster } from '../../scripts/peers/programs.ts';

/** The field's programs one after another, for one healthy host of real servers; nothing where one is not installed. */
export async function peersOfOneHost(): Promise<readonly { readonly name: string; readonly ms: number }[]> {
  const programs = ['nsd', 'knotd', 'nginx', 'openssl', 'zonemaster-cli', 'testssl', 'sslscan'];
  const missing = missingPrograms(...programs);
  const [healthy] = networkCases;
  if (missing.length > 0 || process.getuid?.() !== 0 || healthy === undefined) {
    process.stderr.write(`bench audit: no peers, not installed or not root: ${missing.join(', ')}\n`);
    return [];
  }
  await using names = await startPort53Lab(healthy);
  const zonemaster = askZonemaster(shopDomain, names.hintsText);
  await using web = await startWebLab();
  const place = web.httpsOf(hosts.good);
  const testssl = askTestssl(hosts.good, place, web.caPem);
  const sslscan = askSslscan(hosts.good, place);
  const all = [zonemaster, testssl, sslscan].reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    { name: 'zonemaster-cli', ms: zonemaster.seconds * 1000 },
    { name: 'testssl-p-S-h', ms: testssl.seconds * 1000 },
    { name: 'sslscan', ms: sslscan.seconds * 1000 },
    { name: 'peers-one-after-another', ms: all * 1000 },
  ];
}
