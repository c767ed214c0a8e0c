import { collector } from '../../model/collector.ts';
import { optional } from '../../model/need.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import misplaced from '../../facts/domain/misplaced.ts';
import transfer from '../../facts/domain/transfer.ts';
import wildcard from '../../facts/domain/wildcard.ts';
import { isBelow } from '../../protocols/dns/name.ts';
import type { Outcome } from '../../protocols/zone/answers.ts';
import { lookUp } from './asking/name-state.ts';
import { stopwatch } from './asking/settle.ts';

const maxQuestions = 60;
const mailNames = ['_dmarc', '_mta-sts', '_smtp._tls', 'default._bimi'] as const;

interface Question {
  readonly name: string;
  readonly type: 'A' | 'TXT' | 'MX';
}

/** Looks where records land when a form adds the zone's name a second time, and reads the texts that get pasted. */
export default collector({
  yields: misplaced,
  inputs: { transfer: optional(transfer), wildcard: optional(wildcard) },
  limits: { timeoutMs: 20_000 },
  async collect({ target, inputs, manifest, outside, signal }) {
    const known = stopwatch(outside);
    const zone = target.name;
    const isWild =
      inputs.wildcard.state === 'known' &&
      [inputs.wildcard.value.addresses, inputs.wildcard.value.aliases, inputs.wildcard.value.texts].flat()
        .length > 0;
    const doubledQuestions = isWild ? [] : doubledOf(zone, manifest).slice(0, maxQuestions);
    const textQuestions = ['', ...mailNames].map((label) => ({
      name: label === '' ? zone : `${label}.${zone}`,
      type: 'TXT' as const,
    }));
    const answer = async (question: Question) => ({
      question,
      outcome: await lookUp({ outside, signal }, question.name, question.type),
    });
    const [doubled, texts] = await Promise.all([
      Promise.all(doubledQuestions.map(answer)),
      Promise.all(textQuestions.map(answer)),
    ]);
    const transferred = inputs.transfer.state === 'known' ? inputs.transfer.value.records : [];
    const below = transferred.filter((record) => isBelow(record.name, zone) && isDoubled(record.name, zone));
    const value = {
      doubled: unique([
        ...doubled.flatMap(({ question, outcome }) => recordsAt(question, outcome)),
        ...below,
      ]),
      texts: texts.flatMap(({ outcome }) => [...outcome.records]),
      asked: [...doubledQuestions, ...textQuestions].map(({ name, type }) => `${name} ${type}`),
      unsettled: [...doubled, ...texts]
        .filter(({ outcome }) => !outcome.isSettled)
        .map(({ question }) => question.name),
    };
    return known(value, 'resolver walk');
  },
});

/** `www.example.com.example.com`: what a panel makes of a full name typed into a field for labels. */
function doubledOf(zone: string, manifest: Manifest): readonly Question[] {
  const hosts = [zone, `www.${zone}`, ...manifest.hosts.map((host) => host.name)];
  const inside = hosts.filter((name) => name === zone || isBelow(name, zone));
  const selectors = manifest.mail.senders.flatMap((sender) =>
    sender.selectors.map((selector) => `${selector}._domainkey.${zone}`),
  );
  const texts = [zone, ...mailNames.map((label) => `${label}.${zone}`), ...selectors];
  return [
    ...[...new Set(inside)].map((name) => ({ name: `${name}.${zone}`, type: 'A' as const })),
    { name: `${zone}.${zone}`, type: 'MX' },
    ...[...new Set(texts)].map((name) => ({ name: `${name}.${zone}`, type: 'TXT' as const })),
  ];
}

const isDoubled = (name: string, zone: string): boolean =>
  name === `${zone}.${zone}` || name.endsWith(`.${zone}.${zone}`);

/** The records at the name itself: an alias there is misplaced too. */
function recordsAt(question: Question, outcome: Outcome): readonly DnsRecord[] {
  const [alias] = outcome.aliases;
  if (alias !== undefined) return [{ name: question.name, type: 'CNAME', ttlSeconds: 0, value: `${alias}.` }];
  return outcome.records;
}

const unique = (records: readonly DnsRecord[]): DnsRecord[] => [
  ...new Map(records.map((record) => [`${record.name} ${record.type} ${record.value}`, record])).values(),
];
