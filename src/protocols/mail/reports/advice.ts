import { serviceById } from '../services/table.ts';
import type { SenderSummary } from './summary.ts';

/** What to do about one sender. */
export interface SenderAdvice {
  /** One sentence; null when there is nothing to do. */
  readonly todo: string | null;
  /** Records its service asks for at this domain; parts only the account knows stay as `<...>`. */
  readonly records: readonly { readonly type: string; readonly host: string; readonly value: string }[];
}

const nothing: SenderAdvice = { todo: null, records: [] };

/** Advice for a sender of a policy domain. */
export function senderAdvice(domain: string, sender: SenderSummary): SenderAdvice {
  switch (sender.kind) {
    case 'ours':
      return sender.failing === 0
        ? nothing
        : { todo: oursFailing(sender), records: recordsFor(domain, sender) };
    case 'unaligned':
      return { todo: unaligned(sender), records: recordsFor(domain, sender) };
    case 'forwarder':
      return sender.passing === sender.messages
        ? nothing
        : {
            todo: 'Nothing to set up: your mail was changed or relayed on its way. Sign everything with DKIM, so that plain forwarding survives.',
            records: [],
          };
    case 'stranger':
      return {
        todo:
          sender.refused < sender.messages
            ? 'Forged in your name, as far as anybody can tell; only quarantine or reject stops it. If it is a server of yours, add it to SPF and let it sign.'
            : null,
        records: [],
      };
  }
}

function oursFailing({ source, because, dkimAligned, messages }: SenderSummary): string {
  if (dkimAligned === 0)
    return `Let ${source} sign with a key of your domain (${because}); SPF alone breaks with every forwarding.`;
  return `Find the ${messages - dkimAligned} mails of ${source} that are not signed as you (${because}).`;
}

const unaligned = ({ source, service }: SenderSummary): string =>
  service === null
    ? `If ${source} sends for you, let it sign as your domain; if not, disown it with --not-ours "${source}": a policy then stops it.`
    : `If you use ${source}, add the records it gives you, so that it signs as your domain; if not, --not-ours "${source}".`;

const wanted = new Set(['dkim', 'return-path', 'spf']);

function recordsFor(domain: string, { service }: SenderSummary): SenderAdvice['records'] {
  const known = service === null ? null : serviceById(service);
  return (known?.records ?? [])
    .filter(({ isRequired, purpose }) => isRequired && wanted.has(purpose))
    .map(({ type, host, value }) => ({
      type: type === 'SPF' ? 'TXT' : type,
      host: host === '@' ? domain : `${fill(host, domain)}.${domain}`,
      value: type === 'SPF' ? `v=spf1 ... include:${value} ...` : fill(value, domain),
    }));
}

const fill = (text: string, domain: string): string =>
  text.replaceAll('<domain-with-dashes>', domain.replaceAll('.', '-')).replaceAll('<domain>', domain);
