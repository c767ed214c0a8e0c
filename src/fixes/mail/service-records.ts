import { fix } from '../../model/fix.ts';
import type { FixProposal, HandStep, WantedResource } from '../../model/fix.ts';
import type { Json } from '../../model/json.ts';
import type { Manifest } from '../../model/manifest.ts';
import { absoluteName } from '../../protocols/dns/name.ts';
import { detectSenders } from '../../protocols/mail/services/detect.ts';
import { compareRecords } from '../../protocols/mail/services/needed.ts';
import type { NeededRecord } from '../../protocols/mail/services/needed.ts';
import type { MailService } from '../../protocols/mail/services/service.ts';
import { mailServices } from '../../protocols/mail/services/table.ts';
import { spfWithInclude } from '../../protocols/mail/spf/edit.ts';
import { selectSpf } from '../../protocols/mail/spf/record.ts';
import senders from '../../facts/mail/senders.ts';
import { setIn, textsIn, wantedSet, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

/** Records of the mail services in use, from the table; values only the account knows are asked for by hand. */
export default fix({
  title: 'Publish the records the mail services in use ask for',
  requirements: ['FIX-5', 'MAIL-2', 'MAIL-4'],
  cures: [
    'mail/sender-half-configured',
    'mail/dkim-selectors',
    'mail/dkim-presence',
    'mail/spf-senders',
    'mail/spf-presence',
    'mail/mx-presence',
  ],
  needs: { senders },
  plan: ({ target, check }, { senders: seen }, { state, manifest }) => {
    const services = servicesFor(
      target.name,
      manifest,
      detectSenders(seen.evidence).map(({ service }) => service),
    );
    const needed = services.flatMap((service) =>
      compareRecords(service, target.name, seen.evidence)
        .filter((record) => record.isRequired && record.status !== 'present' && isAbout(check, record))
        .map((record) => ({ service, record })),
    );
    const known = needed.filter(({ record }) => !`${record.host} ${record.value}`.includes('<'));
    const asked = needed.filter((each) => !known.includes(each));
    let working = state;
    const wanted: WantedResource[] = [];
    for (const { service, record } of known) {
      const each = wantedRecord(record, service, working);
      if (each === null) continue;
      wanted.push(each);
      working = { ...working, [each.resource]: each.value };
    }
    return proposal(
      wanted,
      asked.map(({ service, record }) => askFor(service, record)),
    );
  },
});

const proposal = (wanted: readonly WantedResource[], byHand: readonly HandStep[]): FixProposal => ({
  wanted: [...new Map(wanted.map((each) => [each.resource, each])).values()],
  byHand,
});

/** Declared services count; without a manifest those DNS shows. */
function servicesFor(domain: string, manifest: Manifest, seen: readonly string[]): readonly MailService[] {
  const named = manifest.mail.senders
    .filter((sender) => sender.domain === domain)
    .map(({ provider }) => plain(provider));
  return mailServices.filter(({ id, name }) =>
    manifest.isDeclared && named.length > 0
      ? named.includes(plain(name)) || named.includes(plain(id))
      : seen.includes(id),
  );
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

function isAbout(check: string, { purpose, type }: NeededRecord): boolean {
  if (check === 'mail/spf-senders' || check === 'mail/spf-presence') return type === 'SPF';
  if (check === 'mail/mx-presence') return purpose === 'inbound';
  return check === 'mail/sender-half-configured'
    ? purpose !== 'tracking' && purpose !== 'inbound'
    : purpose === 'dkim';
}

function wantedRecord(
  record: NeededRecord,
  service: MailService,
  state: Readonly<Record<string, Json>>,
): WantedResource | null {
  const why = `${service.name} asks for it (${record.purpose}).`;
  const { host, type, value } = record;
  if (type === 'SPF') return wantedInclude({ host, value, why }, state);
  if (type === 'TXT')
    return { ...wantedTexts(state, host, [...textsIn(state, host), value]), risk: 'safe', why };
  if (type === 'MX') {
    const exchangers = setIn(state, host, 'MX')?.values ?? [];
    const [priority = '10', name = ''] = /^\d+ /.test(value) ? value.split(' ') : ['10', value];
    const next = [...new Set([...exchangers, `${priority} ${absoluteName(name.replace(/\.$/, ''))}`])];
    return { ...wantedSet(state, { name: host, type }, next), risk: 'ask', why };
  }
  return setIn(state, host, 'CNAME') === null
    ? {
        ...wantedSet(state, { name: host, type }, [absoluteName(value.replace(/\.$/, ''))]),
        risk: 'safe',
        why,
      }
    : null;
}

interface Include {
  readonly host: string;
  readonly value: string;
  readonly why: string;
}

/** Into the one SPF record; a new one where there is none. Two records are another fix's business. */
function wantedInclude(
  { host, value, why }: Include,
  state: Readonly<Record<string, Json>>,
): WantedResource | null {
  const texts = textsIn(state, host);
  const [record, ...rivals] = selectSpf(texts);
  if (rivals.length > 0) return null;
  const next = spfWithInclude(record ?? 'v=spf1 ~all', value);
  if (next === record) return null;
  const all = record === undefined ? [...texts, next] : texts.map((text) => (text === record ? next : text));
  return { ...wantedTexts(state, host, all), risk: 'ask', why };
}

const askFor = (service: MailService, { type, host, value }: NeededRecord): HandStep => ({
  who: 'mail service',
  what: `Open the domain page of ${service.name}: it shows the ${type} record for ${host} (${value}) with your own values. Add it below providers[].options.records in launch.yaml and plan again.`,
});
