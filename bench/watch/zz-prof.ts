import http from 'node:http';
import { createOutside } from '../../src/outside/real/outside.ts';
import { fakeDns } from '../../src/outside/fake/dns.ts';
import { parseAddressMap } from '../../src/outside/real/address-map.ts';
import probe from '../../src/monitor/probes/http.ts';
import { runProbe } from '../../src/monitor/watching/run-probe.ts';
import { blankMonitor } from '../../src/monitor/deriving/blank.ts';
import { profileByName } from '../../src/profiles/load.ts';
const port = Number(process.argv[2]);
const outside = createOutside({
  extraCa: [(await import('node:fs')).readFileSync('/tmp/lrc/root.pem', 'utf8')],
  dns: () => fakeDns({ 'shop.example': { A: ['192.0.2.1'] } }),
  maps: [`*:443=127.0.0.1:${port}`].map(parseAddressMap),
});
const parts: any = {
  outside,
  region: 'x',
  manifest: () => ({}),
  probes: new Map([['http', probe]]),
  rooms: {},
  isConnected: async () => true,
  onTrouble: console.error,
};
const monitor = blankMonitor(profileByName('ecommerce'), {
  id: 'm',
  title: 'm',
  kind: 'http',
  target: 'https://shop.example/',
});
const signal = new AbortController().signal;
const until = performance.now() + 4000;
let n = 0;
const c0 = process.cpuUsage();
await Promise.all(
  Array.from({ length: 16 }, async () => {
    while (performance.now() < until) {
      const s = await runProbe(parts, { monitor, isResumptionAllowed: false }, signal);
      if (s.outcome !== 'up') throw new Error(s.message);
      n++;
    }
  }),
);
const c = process.cpuUsage(c0);
console.log(Math.round((n / (c.user + c.system)) * 1e6), 'per cpu-s');
await outside[Symbol.asyncDispose]();
