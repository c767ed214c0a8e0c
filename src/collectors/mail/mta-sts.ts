import { collector } from '../../model/collector.ts';
import mtaSts, { type MtaSts } from '../../facts/mail/mta-sts.ts';
import { ask, type Line, stopwatch } from './asking.ts';

const maxBytes = 64_000;
const timeoutMs = 10_000;

/** Reads the record, and the policy wherever there is a record or a policy host. */
export default collector({
  yields: mtaSts,
  inputs: {},
  limits: { timeoutMs: 25_000 },
  async collect({ target, outside, signal }) {
    const known = stopwatch(outside);
    const line = { outside, signal };
    const domain = target.name;
    const host = `mta-sts.${domain}`;
    const [answer, a, aaaa] = await Promise.all([
      ask(line, { name: `_mta-sts.${domain}`, type: 'TXT' }),
      ask(line, { name: host, type: 'A' }),
      ask(line, { name: host, type: 'AAAA' }),
    ]);
    const isThere = a.values.length + aaaa.values.length > 0;
    const isOpen = !isThere && (a.status === 'failure' || aaaa.status === 'failure');
    const policy: MtaSts['policy'] = isThere
      ? await fetchPolicy(line, host)
      : { state: 'not-asked', why: `${host} has no address` };
    return known({ domain, answer, hasHost: isOpen ? null : isThere, policy }, policyUrl(host));
  },
});

const policyUrl = (host: string): string => `https://${host}/.well-known/mta-sts.txt`;

async function fetchPolicy({ outside, signal }: Line, host: string): Promise<MtaSts['policy']> {
  const result = await outside.http.request({
    url: policyUrl(host),
    isCertificateRequired: false,
    timeoutMs,
    maxBodyBytes: maxBytes,
    signal,
  });
  if (!result.ok) return { state: 'failed', kind: result.error.kind, message: result.error.message };
  const { status, headers, body, isBodyTruncated, tls } = result.value;
  const header = (name: string): string | null => headers.find(([key]) => key === name)?.[1] ?? null;
  return {
    state: 'answered',
    status,
    contentType: header('content-type'),
    location: header('location'),
    body: Buffer.from(body).toString('utf8'),
    isCut: isBodyTruncated,
    certificateError: tls === null || tls.isAuthorized ? null : (tls.authorizationError ?? 'not trusted'),
  };
}
