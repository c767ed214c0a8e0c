import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import mx, { type MxExchanger, type MxServer } from '../../facts/mail/mx.ts';
import { readMx } from '../../protocols/mail/mx.ts';
import { ask, type Line, stopwatch } from './asking.ts';
import { confirmReverse } from './reverse-name.ts';
import { probeSmtp } from './smtp-probe.ts';

const maxExchangers = 5;
const addressesPerFamily = 2;

/** Asks for the exchangers and talks to up to four addresses of the best five, all at once. */
export default collector({
  yields: mx,
  inputs: {},
  limits: { timeoutMs: 40_000 },
  async collect({ target, outside, signal }) {
    const known = stopwatch(outside);
    const line = { outside, signal };
    const domain = target.name;
    const [answer, a, aaaa] = await Promise.all([
      ask(line, { name: domain, type: 'MX' }),
      ask(line, { name: domain, type: 'A' }),
      ask(line, { name: domain, type: 'AAAA' }),
    ]);
    if (answer.status === 'failure')
      return unknownFact(
        `the MX records of ${domain} could not be had: ${answer.reason ?? 'no answer'}`,
        `dig ${domain} MX`,
      );
    const hasAddress = a.values.length + aaaa.values.length > 0;
    const isOpen = !hasAddress && (a.status === 'failure' || aaaa.status === 'failure');
    const { exchanges } = readMx(answer.values);
    const wanted = exchanges.filter(({ host }) => host !== '.').slice(0, maxExchangers);
    const exchangers = await Promise.all(wanted.map(async (one) => visit(line, one)));
    return known(
      { domain, answer, hasAddress: isOpen ? null : hasAddress, exchangers },
      exchangers.length === 0 ? 'resolver walk' : exchangers.map(({ host }) => `${host}:25`).join(', '),
    );
  },
});

async function visit(
  line: Line,
  { host, preference }: { readonly host: string; readonly preference: number },
): Promise<MxExchanger> {
  const answers = await Promise.all([
    ask(line, { name: host, type: 'A' }),
    ask(line, { name: host, type: 'AAAA' }),
  ]);
  const [a, aaaa] = answers;
  const addresses = answers.flatMap(({ values }) => values.slice(0, addressesPerFamily));
  const servers = await Promise.all(addresses.map(async (address) => describe(line, address, host)));
  const isSettled = a.status !== 'failure' && aaaa.status !== 'failure';
  const rcode = a.status === 'nxdomain' ? 'NXDOMAIN' : 'NOERROR';
  return { host, preference, rcode, isSettled: isSettled || addresses.length > 0, servers };
}

async function describe(line: Line, address: string, host: string): Promise<MxServer> {
  const [names, smtp] = await Promise.all([confirmReverse(line, address), probeSmtp(line, address, host)]);
  return { ...names, smtp };
}
