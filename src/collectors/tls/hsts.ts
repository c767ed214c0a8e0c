import { collector } from '../../model/collector.ts';
import type { Fact } from '../../model/fact.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import type { Result } from '../../model/outside.ts';
import addresses from '../../facts/domain/addresses.ts';
import hsts, { type Hsts } from '../../facts/tls/hsts.ts';

const maxHeaders = 5;
const maxHeaderLength = 1000;
const timeoutMs = 8000;

/** Asks for `/` once over HTTPS (whatever the certificate) and once over plain HTTP; redirects are not followed. */
export default collector({
  yields: hsts,
  inputs: { addresses },
  limits: { timeoutMs: 12_000 },
  async collect({ target, inputs, outside, signal }): Promise<Fact<Hsts>> {
    const address = inputs.addresses.ipv4[0] ?? inputs.addresses.ipv6[0];
    const startedMs = outside.clock.monotonicMs();
    if (address === undefined)
      return {
        state: 'known',
        value: { https: noAddress, http: noAddress },
        source: 'DNS: no address',
        collectedAt: outside.clock.now(),
        tookMs: 0,
      };
    const ask = (scheme: 'https' | 'http'): Promise<Result<HttpResponse>> =>
      outside.http.request({
        url: `${scheme}://${target.name}/`,
        address,
        timeoutMs,
        maxBodyBytes: 1024,
        isCertificateRequired: false,
        isDecoded: false,
        signal,
      });
    const [https, http] = await Promise.all([ask('https'), ask('http')]);
    return {
      state: 'known',
      value: { https: answerOf(https), http: answerOf(http) },
      source: `${address} (https://${target.name}/ and http://${target.name}/)`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

const noAddress = { state: 'failed', kind: 'no-address', message: 'the name has no address' } as const;

function answerOf(result: Result<HttpResponse>): Hsts['https'] {
  if (!result.ok)
    return { state: 'failed', kind: result.error.kind, message: result.error.message.slice(0, 300) };
  const values = (name: string): string[] =>
    result.value.headers.flatMap(([key, value]) => (key === name ? [value.slice(0, maxHeaderLength)] : []));
  return {
    state: 'answered',
    status: result.value.status,
    location: values('location')[0] ?? null,
    headers: values('strict-transport-security').slice(0, maxHeaders),
  };
}
