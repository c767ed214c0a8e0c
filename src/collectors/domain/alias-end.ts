import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import addresses from '../../facts/domain/addresses.ts';
import aliasEnd, { type AliasEnd } from '../../facts/domain/alias-end.ts';
import { takeoverServiceOf } from '../../protocols/takeover/match.ts';
import type { Asking } from './asking/exchange.ts';
import { ownerState } from './asking/name-state.ts';
import { stopwatch } from './asking/settle.ts';

const maxBodyBytes = 65_536;
const maxText = 4000;

/** Follows the host to its end; fetches the page only where a rented service stands behind the name. */
export default collector({
  yields: aliasEnd,
  inputs: { addresses },
  limits: { timeoutMs: 20_000 },
  async collect({ target, inputs, outside, signal }) {
    const known = stopwatch(outside);
    const asking = { outside, signal };
    const { chain, ipv4, ipv6, rcode, unanswered } = inputs.addresses;
    const aliases = chain.map((alias) => alias.target);
    const pointing = { aliases, addresses: [...ipv4, ...ipv6] };
    const endExists = rcode !== 'NXDOMAIN';
    if (!endExists && (unanswered ?? []).length > 0)
      return unknownFact(`${target.name} was not answered for every type`, `dig ${target.name} A`);
    const end = aliases.at(-1);
    const isDangling = !endExists && end !== undefined;
    const owner = isDangling ? await ownerState(asking, end) : { registrable: null, isTaken: null };
    const needsPage = endExists && takeoverServiceOf(pointing) !== null;
    const page = needsPage ? await fetchPage(asking, target.name) : { page: null, pageNote: 'not needed' };
    const value = {
      host: target.name,
      ...pointing,
      endExists,
      registrable: owner.registrable,
      isRegistrableTaken: owner.isTaken,
      ...page,
    };
    return known(value, 'resolver walk');
  },
});

type Page = Pick<AliasEnd, 'page' | 'pageNote'>;

/** Over TLS with any certificate first (abandoned names rarely have a good one), then plain. */
async function fetchPage({ outside, signal }: Asking, host: string): Promise<Page> {
  let note = '';
  for (const url of [`https://${host}/`, `http://${host}/`]) {
    const options = { isCertificateRequired: false, timeoutMs: 6000, maxBodyBytes, signal };
    const result = await outside.http.request({ url, ...options });
    if (!result.ok) note = result.error.message;
    else {
      const text = Buffer.from(result.value.body).toString('utf8').slice(0, maxText);
      return { page: { url, status: result.value.status, text }, pageNote: null };
    }
  }
  return { page: null, pageNote: note };
}
