import { z } from 'zod';
import type { Probe, ProbeContext, Sample } from '../../model/monitor.ts';
import type { TlsHandshake } from '../../model/outside-sockets.ts';
import { readCertificateText } from '../../protocols/tls/certificate.ts';
import { dayText, shareLeft, spanText } from '../../protocols/tls/lifetime.ts';
import { brokenBy } from '../probing/broken.ts';
import { addressOf, hostPort } from '../probing/dial.ts';
import { optionProblems } from '../probing/http-options.ts';
import { begin, noPhases, sampleFrom } from '../probing/sample.ts';
import type { Begun } from '../probing/sample.ts';

const options = z.strictObject({
  /** Shares of the lifetime: certificates of 6, 47 and 398 days are held to the same bar. Renewal is due at a third. */
  warnBelow: z.number().min(0.01).max(0.9).default(0.25),
  failBelow: z.number().min(0).max(0.5).default(0.1),
});

/** Trust, name and remaining lifetime of the certificate a host shows. */
export default {
  kind: 'tls',
  title: 'Certificate',
  requirements: ['MON-1'],
  problems: (given) => optionProblems(options, given),
  run: async (context) => {
    const begun = begin(context);
    const to = hostPort(context.monitor.target, 443);
    if (to === null)
      return sampleFrom(context, begun, {
        outcome: 'unknown',
        code: 'target',
        message: 'No host to look at',
      });
    const address = await addressOf(context, to.host);
    const shaken = address.ok
      ? await context.outside.tls.handshake({
          address: address.value,
          port: to.port,
          serverName: to.host,
          timeoutMs: context.monitor.timeoutMs,
          signal: context.signal,
        })
      : address;
    if (!shaken.ok) return sampleFrom(context, begun, { outcome: 'down', ...brokenBy(shaken.error) });
    return judged(context, begun, shaken.value);
  },
} satisfies Probe;

function judged(
  context: ProbeContext,
  begun: Begun,
  { session, connectMs, handshakeMs }: TlsHandshake,
): Sample {
  const phases = { ...noPhases, connectMs, tlsMs: handshakeMs };
  const leaf = readCertificateText(session.chain[0] ?? '')?.summary ?? null;
  const evidence = [
    `${session.protocol} ${session.cipher}`,
    ...(leaf === null
      ? []
      : [
          `${leaf.subject}, issued by ${leaf.issuer}`,
          `${dayText(leaf.notBefore)} to ${dayText(leaf.notAfter)}`,
        ]),
  ];
  const now = context.outside.clock.now();
  if (!session.isAuthorized) {
    const code = session.authorizationError ?? 'ERR_TLS';
    const expired =
      leaf !== null && leaf.notAfter < now ? ` It ended ${spanText(now - leaf.notAfter)} ago.` : '';
    const broken = brokenBy({
      kind: 'tls',
      message: `Browsers refuse the certificate (${code}).${expired}`,
      code,
    });
    return sampleFrom(context, begun, { outcome: 'down', ...broken, phases, evidence });
  }
  if (leaf === null) return sampleFrom(context, begun, { outcome: 'up', message: '', phases });
  const share = shareLeft(leaf, now);
  const { warnBelow, failBelow } = options.parse(context.monitor.options);
  if (share >= warnBelow) return sampleFrom(context, begun, { outcome: 'up', message: '', phases });
  const left = `The certificate ends in ${spanText(leaf.notAfter - now)}, on ${dayText(leaf.notAfter)}`;
  return sampleFrom(context, begun, {
    outcome: share < failBelow ? 'down' : 'degraded',
    layer: 'tls',
    code: 'tls-expiring',
    message: `${left}, with ${Math.floor(share * 100)} % of its life left and no renewal seen`,
    phases,
    evidence,
  });
}
