import { isAtOrBelow } from '../../../protocols/dns/name.ts';
import { parseIp } from '../../../protocols/mail/ip.ts';
import { readMx } from '../../../protocols/mail/mx.ts';
import { setsOf } from '../../../protocols/zone/records/resources.ts';
import { ask, dangerous, ownerOf, refused, setOf } from './judged.ts';
import type { DangerContext, DangerRule } from './judged.ts';

/** The mailboxes of the domain: replacing the set means that the old ones stop. */
export const mailExchangerRule: DangerRule = (change, context) => {
  const owner = ownerOf(change.resource);
  if (owner?.type !== 'MX') return [];
  const [old, next] = [setOf(change, 'before'), setOf(change, 'after')].map((set) =>
    readMx(set?.values ?? []),
  );
  const hosts = (next?.exchanges ?? []).map(({ host }) => host);
  const wrong = hosts.map((host) => unusable(host, context)).find((problem) => problem !== null);
  if (wrong !== undefined && wrong !== null) return [refused('mx', wrong)];
  const gone = (old?.exchanges ?? []).map(({ host }) => host).filter((host) => !hosts.includes(host));
  if (hosts.length === 0) return [dangerous('mx', `mail to ${owner.name} would be refused or lost`)];
  if (next?.isNull === true) return nullMx(owner.name, context);
  const first = old?.exchanges.find(({ host }) => host !== '.')?.host;
  if (first !== undefined && gone.includes(first))
    return [
      dangerous(
        'mx',
        `new mail to ${owner.name} would go to ${hosts[0]}; the mailboxes at ${first} get nothing more`,
      ),
    ];
  const lost = gone.filter((host) => host !== '.');
  if (lost.length > 0) return [ask('mx', `${lost.join(', ')} would get no more mail`)];
  const isProductMail = owner.name === context.zone || context.manifest.mail.domains.includes(owner.name);
  return old?.exchanges.length === 0 && isProductMail
    ? [ask('mx', `mail to ${owner.name} would go to ${hosts[0]}`)]
    : [];
};

function nullMx(name: string, { manifest }: DangerContext): ReturnType<DangerRule> {
  const sends = manifest.mail.senders.some(({ domain }) => domain === name);
  const says = `${name} would refuse all mail`;
  return [sends || manifest.mail.domains.includes(name) ? dangerous('mx', says) : ask('mx', says)];
}

/** RFC 2181 section 10.3: an exchanger is a host with addresses, never an alias. */
function unusable(host: string, { zone, after }: DangerContext): string | null {
  if (host === '.') return null;
  if (parseIp(host) !== null) return `${host} is an address; mail exchangers are named`;
  if (!isAtOrBelow(host, zone)) return null;
  const here = setsOf(after).filter((set) => set.name === host);
  if (here.some(({ type }) => type === 'CNAME')) return `${host} is an alias; mail servers do not follow it`;
  return here.some(({ type }) => type === 'A' || type === 'AAAA')
    ? null
    : `${host} has no address in this zone: mail would bounce`;
}
