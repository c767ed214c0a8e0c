import type { HandoverSection } from '../../../model/handover.ts';
import { auditOnly, declared, derived, judgedLine } from '../lines.ts';
import { judged, manifestOf, type HandoverMaterial } from '../material.ts';

/** What must be right for a mail to arrive, by the start of the check's name. */
const subjects: readonly (readonly [title: string, pattern: RegExp])[] = [
  ['SPF: who may send', /^mail\/spf/],
  ['DKIM: signatures', /^mail\/dkim/],
  ['DMARC: policy and reports', /^mail\/dmarc/],
  ['Receiving: MX and transport security', /^mail\/(?:mx|null-mx|mta-sts|tls-rpt|smtp)/],
];

export function mailSection(material: HandoverMaterial): HandoverSection {
  const { mail } = manifestOf(material);
  const domains = material.file.targets.filter(({ kind }) => kind === 'mailDomain').map(({ name }) => name);
  return {
    id: 'mail',
    title: 'Mail',
    about: 'Who sends in the product’s name, and whether receivers can tell.',
    blocks: [
      {
        title: 'By domain',
        columns: ['domain', 'subject', 'judged'],
        lines: domains.flatMap((name) =>
          subjectsOf(material).map(({ title, checks }) =>
            judgedLine(
              material,
              { id: `mail ${name} ${title}`, cells: [name, title], rerun: auditOnly(material, 'mail') },
              judged(material, checks, name),
            ),
          ),
        ),
      },
      {
        title: 'Senders',
        columns: ['provider', 'domain', 'for'],
        lines: mail.senders.map((sender) =>
          declared(`sender ${sender.provider} ${sender.domain}`, [
            sender.provider,
            sender.domain,
            sender.purpose ?? 'not said',
          ]),
        ),
      },
      {
        title: 'Mails customers wait for',
        columns: ['mail', 'from', 'test it'],
        lines: mail.messages.map((message) =>
          derived(
            `message ${message.id}`,
            [message.id, senderDomain(message.from), `launch-ready mail test ${message.id}`],
            `launch-ready mail test ${message.id}`,
          ),
        ),
      },
      {
        title: 'When the sender fails',
        columns: ['what', 'do'],
        lines: [
          declared('mail fallback', ['Fallback', mail.fallback ?? 'none declared'], mail.fallback !== null),
        ],
      },
    ],
  };
}

/** Addresses of people stay in the manifest; the pack needs the domain. */
const senderDomain = (from: string): string => from.slice(from.lastIndexOf('@') + 1).replace(/>.*$/, '');

interface Subject {
  readonly title: string;
  readonly checks: readonly string[];
}

function subjectsOf({ report }: HandoverMaterial): readonly Subject[] {
  const ids = [
    ...new Set(
      [...report.findings, ...report.waived, ...report.passed, ...report.unknown]
        .map(({ check }) => check)
        .filter((check) => check.startsWith('mail/')),
    ),
  ];
  const named = subjects.map(([title, pattern]) => ({ title, checks: ids.filter((id) => pattern.test(id)) }));
  const others = ids.filter((id) => subjects.every(([, pattern]) => !pattern.test(id)));
  return [...named, { title: 'Senders, reputation and the rest', checks: others }].filter(
    ({ checks }) => checks.length > 0,
  );
}
