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

/** Connects to each address on 443, else 80; asks for `/` at one address per family where there are both, to compare them. */
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
    const compared = ipv4.length > 0 && ipv6.length > 0 ? [ipv4[0], ipv6[0]] : [];
    const attempts = await Promise.all(
      wanted.map(async (each) => {
        const tried = await attempt({ outside, signal }, each);
        const isAsked = tried.isOpen && compared.includes(each.address);
        return isAsked
          ? { ...tried, status: await statusAt({ outside, signal }, target.name, tried) }
          : tried;
      }),
    );
    return known({ host: target.name, attempts }, wanted.map(({ address }) => address).join(', '));
  },
});

type Wanted = Pick<ReachAttempt, 'address' | 'family'>;

async function attempt(asking: Asking, wanted: Wanted): Promise<ReachAttempt> {
  const secure = await connect(asking, wanted, 443);
  if (secure.isOpen) return secure;
  const plain = await connect(asking, wanted, 80);
  return plain.isOpen ? plain : secure;
}

async function statusAt(
  { outside, signal }: Asking,
  host: string,
  { address, port }: ReachAttempt,
): Promise<number | null> {
  const result = await outside.http.request({
    url: `${port === 443 ? 'https' : 'http'}://${host}/`,
    address,
    isCertificateRequired: false,
    timeoutMs: 2 * timeoutMs,
    maxBodyBytes: 1024,
    signal,
  });
  return result.ok ? result.value.status : null;
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
