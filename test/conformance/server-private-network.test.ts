import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/model/manifest.ts';
import { ParsedOptions } from '../../src/cli/command.ts';
import type { CommandContext } from '../../src/cli/command.ts';
import type { OutsideOptions } from '../../src/cli/outside-options.ts';
import { publicScanner } from '../../src/cli/serve/audit-runner.ts';
import type { DnsDoor } from '../../src/model/outside-dns.ts';
import type { Probe } from '../../src/model/monitor.ts';
import webhook from '../../src/monitor/alerts/webhook.ts';
import http from '../../src/monitor/probes/http.ts';
import tcp from '../../src/monitor/probes/tcp.ts';
import { parseAddressMap } from '../../src/outside/real/address-map.ts';
import type { AddressMap } from '../../src/outside/real/address-map.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import { alertOf } from './monitor-alerts.ts';
import { traceparent } from './monitor-probing.ts';
import { namedDns } from './named-dns.ts';
import { monitorOf } from './monitor-simulation.ts';
import { serverLab } from './server-lab.ts';

// SEC-1: what a stranger or a monitor names never leads into private networks, unless the owner declared it.
let canary: ReturnType<typeof createServer>;
let port = 0;
let redirect = '';
const visits: string[] = [];
const names: Record<string, string> = {};

const dns = namedDns((name) => names[name]);

beforeAll(async () => {
  canary = createServer((request, response) => {
    visits.push(request.url ?? '');
    if (request.url === '/redirect') response.writeHead(302, { location: redirect });
    response.end('secret');
  });
  await new Promise<void>((resolve) => void canary.listen(0, '127.0.0.1', resolve));
  port = (canary.address() as AddressInfo).port;
});
afterAll(async () => {
  canary.closeAllConnections();
  await new Promise((resolve) => canary.close(resolve));
});

interface Door {
  readonly isDeclared?: boolean;
  readonly dns?: DnsDoor;
  readonly maps?: readonly AddressMap[];
}

async function look(probe: Probe, target: string, more: Door = {}): Promise<string> {
  await using outside = createOutside({
    dns: () => more.dns ?? dns,
    maps: more.maps ?? [],
    isPrivateNetworkAllowed: more.isDeclared ?? false,
  });
  visits.length = 0;
  const sample = await probe.run({
    monitor: monitorOf({ kind: probe.kind, target, timeoutMs: 2_000, options: {} }),
    region: 'eu',
    outside,
    manifest: {} as Manifest,
    signal: new AbortController().signal,
    traceparent,
  });
  return `${sample.outcome} ${sample.code ?? ''}`.trim();
}

describe('a monitor', () => {
  const forms = [
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://0.0.0.0:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[::127.0.0.1]:PORT/',
    'http://[64:ff9b::7f00:1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://[fe80::1]:PORT/',
    'http://[fd00::1]:PORT/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'http://[::]:PORT/',
    'http://[::ffff:0:7f00:1]:PORT/',
    'http://[64:ff9b:1::7f00:1]:PORT/',
    'http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:PORT/',
    'http://[fec0::1]:PORT/',
    'http://[100::1]:PORT/',
    'http://[ff02::1]:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://１２７.0.0.1:PORT/',
    'http://0:PORT/',
    'http://192.0.0.1/',
    'http://192.0.0.192/opc/v2/instance/',
    'http://169.254.170.2/v2/credentials/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://240.0.0.1/',
    'http://255.255.255.255/',
  ];
  test.each(forms)('never reaches %s', async (form) => {
    expect(await look(http, form.replace('PORT', String(port)))).toBe('down connect-forbidden');
    expect(visits).toEqual([]);
  });

  test('a name that leads inside is judged when it is connected to, so rebinding it helps nobody', async () => {
    names['rebind.example'] = '127.0.0.1';
    expect(await look(http, `http://rebind.example:${port}/`)).toBe('down connect-forbidden');
    names['rebind6.example'] = '::1';
    expect(await look(http, `http://rebind6.example:${port}/`)).toBe('down connect-forbidden');
    expect(await look(tcp, `rebind.example:${port}`)).toBe('down connect-forbidden');
    expect(visits).toEqual([]);
  });

  test.each(['http://[fe80::1%25lo]:PORT/', 'http://[::1%25lo]:PORT/'])(
    '%s is no address to watch',
    async (form) => {
      expect(await look(http, form.replace('PORT', String(port)))).toMatch(/^(?:down|unknown)/);
      expect(await look(tcp, `fe80::1%lo:${port}`)).toMatch(/^(?:down|unknown)/);
      expect(visits).toEqual([]);
    },
  );

  test('a name that is public when it is judged and private when it is asked again leads nowhere', async () => {
    let questions = 0;
    const flipping = namedDns(() => (questions++ === 0 ? '203.0.113.9' : '127.0.0.1'));
    for (let count = 0; count < 3; count += 1)
      expect(await look(http, `http://flip.example:${port}/`, { dns: flipping })).toMatch(/^down connect-/);
    expect(visits).toEqual([]);
  });

  test.each([
    'http://127.0.0.1:PORT/inside',
    'http://[::ffff:127.0.0.1]:PORT/inside',
    'http://rebind.example:PORT/inside',
    'http://169.254.169.254/latest/meta-data/',
    'http://[64:ff9b::7f00:1]:PORT/inside',
  ])('a page that redirects to %s is not followed there', async (to) => {
    names['shop.example'] = '203.0.113.9';
    redirect = to.replace('PORT', String(port));
    // The page itself is public as far as this door knows; only what it names is not.
    const maps = [parseAddressMap(`203.0.113.9:80=127.0.0.1:${port}`)];
    expect(await look(http, 'http://shop.example/redirect', { maps })).toBe('down connect-forbidden');
    expect(visits).toEqual(['/redirect']);
  });

  test('reaches them where the owner declared it', async () => {
    expect(await look(http, `http://127.0.0.1:${port}/`, { isDeclared: true })).toBe('up');
    expect(visits).toEqual(['/']);
  });
});

describe('an alert', () => {
  test('is not posted to a private address, and never tried again', async () => {
    await using outside = createOutside({ dns: () => dns });
    visits.length = 0;
    const request = {
      message: webhook.render(alertOf()),
      address: `http://127.0.0.1:${port}/hook`,
      secret: null,
      key: 'k',
      editsMessageId: null,
    };
    const { outcome } = await webhook.send(request, outside, new AbortController().signal);
    expect([outcome, visits]).toEqual(['refused', []]);
  });
});

describe('the public tools', () => {
  test('look through a door of their own that leads to no private address, whatever the watch may reach', async () => {
    const asked: OutsideOptions[] = [];
    const opened = new Error('opened');
    const context = {
      openOutside: async (wanted: OutsideOptions) => {
        asked.push(wanted);
        throw opened;
      },
    } as unknown as CommandContext;
    const scan = publicScanner(context, new ParsedOptions({ 'allow-private': true }));
    await expect(scan('shop.example')).rejects.toBe(opened);
    expect(asked).toMatchObject([{ isPrivateNetworkAllowed: false }]);
  });

  test.each([
    '127.0.0.1',
    'localhost',
    '[::1]',
    '::1',
    '2130706433',
    '0x7f.1',
    '169.254.169.254',
    '10.0.0.1',
    '',
    'a'.repeat(300),
  ])('%s is no domain to look at', async (domain) => {
    const asked: string[] = [];
    const lab = await serverLab({
      publicScan: async (name) => Promise.reject(new Error(String(asked.push(name)))),
    });
    const { status } = await form(lab, domain);
    expect([status, asked]).toEqual([400, []]);
    await lab.close();
  });

  test('ten looks, then patience; a failure is told without a stack', async () => {
    const lab = await serverLab({ publicScan: async () => Promise.reject(new Error('no <b>luck</b>')) });
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1)
      statuses.push((await form(lab, `shop${count % 3}.example`)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 303), 429, 429]);
    const { headers } = await form(lab, 'x.example', '192.0.2.77');
    const { status, text } = await lab.anonymous.get(headers.get('location') ?? '/none');
    expect(status).toBe(502);
    expect(text).toContain('no &lt;b&gt;luck&lt;/b&gt;');
    await lab.close();
  });

  test('are not there unless they are offered', async () => {
    const lab = await serverLab();
    expect((await lab.anonymous.get('/tools')).status).toBe(404);
    await lab.close();
  });
});

const form = (lab: Awaited<ReturnType<typeof serverLab>>, domain: string, from = '192.0.2.9') =>
  lab.running.app.request(
    'https://watch.example/tools/readiness',
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ domain }).toString(),
    },
    { incoming: { socket: { remoteAddress: from } } },
  );
