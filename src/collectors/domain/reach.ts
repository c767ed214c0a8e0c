import { collector } from '../../model/collector.ts';
import type { WorldError } from '../../model/outside.ts';
import addresses from '../../facts/domain/addresses.ts';
import reach, { type ReachAttempt } from '../../facts/domain/reach.ts';
import type { Asking } from './asking/exchange.ts';
import { stopwatch } from './asking/settle.ts';

const maxPerFamily = 3;
const timeoutMs = 3000;
/** Errors of our own side: no route for that family here. */
const ownCodes = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** Connects to each address on 443, else 80, and asks for `/` once. */
export default collector({
  yields: reach,
  inputs: { addresses },
  limits: { timeoutMs: 15_000 },
  async collect({ target, inputs, outside, signal }) {
    const known = stopwatch(outside);
    const { ipv4, ipv6 } = inputs.addresses;
    const wanted = [
      ...ipv4.slice(0, maxPerFamily).map((address) => ({ address, family: 4 as const })),
      ...ipv6.slice(0, maxPerFamily).map((address) => ({ address, family: 6 as const })),
    ];
    const attempts = await Promise.all(wanted.map((each) => attempt({ outside, signal }, target.name, each)));
    return known({ host: target.name, attempts }, wanted.map(({ address }) => address).join(', '));
  },
});

type Wanted = Pick<ReachAttempt, 'address' | 'family'>;

async function attempt(asking: Asking, host: string, wanted: Wanted): Promise<ReachAttempt> {
  const secure = await connect(asking, wanted, 443);
  const chosen = secure.isOpen ? secure : await connect(asking, wanted, 80);
  if (!chosen.isOpen) return secure;
  const scheme = chosen.port === 443 ? 'https' : 'http';
  const result = await asking.outside.http.request({
    url: `${scheme}://${host}/`,
    address: wanted.address,
    isCertificateRequired: false,
    timeoutMs: 2 * timeoutMs,
    maxBodyBytes: 65_536,
    signal: asking.signal,
  });
  return { ...chosen, status: result.ok ? result.value.status : null };
}

async function connect({ outside, signal }: Asking, wanted: Wanted, port: number): Promise<ReachAttempt> {
  const result = await outside.sockets.connect({ address: wanted.address, port, timeoutMs, signal });
  if (!result.ok) return { ...wanted, port, isOpen: false, ...failed(result.error) };
  await result.value.close();
  return { ...wanted, port, isOpen: true, error: null, isOurs: false, status: null };
}

const failed = (error: WorldError): Pick<ReachAttempt, 'error' | 'isOurs' | 'status'> => ({
  error: error.kind,
  isOurs: error.code !== undefined && ownCodes.has(error.code),
  status: null,
});
