import { longestChain } from './audit/chain.ts';
import { measured } from './audit/measured.ts';
import { peersOfOneHost } from './audit/peers.ts';
import type { BenchLine } from './run.ts';

// AUD-6: the audit waits on the network, not on itself. Ten hosts on loopback; world and audit in processes of their own.
const latencyMs = 50;
/** How long a name server that never answers is waited for: two tries of 1.2 s. */
const dnsTimeoutMs = 2400;
/** What is looked at from outside without reading pages: the audit's own floor. */
const external = 'domain,tls,redirects';
const chain = longestChain.length;

export async function bench(): Promise<readonly BenchLine[]> {
  const healthy = await measured({ themes: external });
  const dead = await measured({ themes: external, dead: 'dead' });
  const slow = await measured({ themes: external, latency: latencyMs });
  const whole = await measured({ themes: '' });
  // Time in which the process did not compute, in round trips.
  const waited = (slow.wallMs - slow.cpuMs) / latencyMs;
  const peers = await peersOfOneHost();
  return [
    line(['audit-ten-hosts-ms', healthy.wallMs, 'limit-1000'], 1000),
    line(['audit-ten-hosts-cpu-ms', healthy.cpuMs, 'wall'], healthy.wallMs),
    line(['audit-first-run-in-a-process-ms', healthy.coldMs, 'limit-1000'], 1000),
    line(['audit-dead-server-ms', dead.wallMs, `limit-${dnsTimeoutMs}+1000`], dnsTimeoutMs + 1000),
    line([`audit-${latencyMs}ms-latency-ms`, slow.wallMs, 'wall-without'], healthy.wallMs),
    line(['audit-round-trips-waited', waited, `chain-of-${chain}`], chain),
    line(['audit-memory-peak-MB', healthy.memoryMegabytes, 'limit-200'], 200),
    line(['audit-every-theme-ms', whole.wallMs, 'external-themes'], healthy.wallMs),
    line(['audit-every-theme-memory-peak-MB', whole.memoryMegabytes, 'limit-200'], 200),
    ...peers.map(({ name, ms }) => line([`${name}-one-host-ms`, ms, 'our-ten-hosts'], healthy.wallMs)),
  ];
}

/** `[name, figure, peer]` and what the figure is divided by. */
const line = ([name, figure, peer]: readonly [string, number, string], by: number): BenchLine => ({
  name,
  figure: figure.toFixed(0),
  peer,
  ratio: (figure / by).toFixed(2),
});
