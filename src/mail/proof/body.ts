import { point, type ProofPoint, type Rule } from './point.ts';
import { leftover } from './header.ts';
import type { ProofInput } from './proof-input.ts';

const rules = {
  text: { id: 'text-part', title: 'There is a plain-text part', source: 'RFC 2046 section 5.1.4' },
  filled: { id: 'filled', title: 'Every placeholder is filled', source: null },
  action: { id: 'action', title: 'The reader can do what the mail asks', source: null },
} as const satisfies Readonly<Record<string, Rule>>;

const actionKinds = new Set(['verification', 'reset', 'invite']);

export function proveBody({ mail, scan, declared }: ProofInput): readonly ProofPoint[] {
  const open = leftover(mail.text ?? '') ?? leftover(scan?.text ?? '');
  return [
    textPart(mail.text, scan),
    open === null
      ? point(rules.filled, 'holds', 'nothing left open')
      : point(rules.filled, 'broken', `"${open.slice(0, 80)}" stands in the mail`),
    ...(actionKinds.has(declared.kind) ? [action(mail.text, scan)] : []),
  ];
}

function textPart(text: string | null, scan: ProofInput['scan']): ProofPoint {
  if (text === null)
    return scan === null
      ? point(rules.text, 'broken', 'the mail has no text at all')
      : point(
          rules.text,
          'broken',
          'HTML only: filters distrust it, watches and screen readers show nothing',
        );
  const lacksLinks = scan !== null && webLinks(scan) > 0 && !/https?:\/\//i.test(text);
  if (lacksLinks)
    return point(rules.text, 'broken', 'the text part lacks the links of the HTML: its readers cannot act');
  const share = scan === null || scan.text.length === 0 ? 1 : text.trim().length / scan.text.length;
  return share < 0.2
    ? point(
        rules.text,
        'advice',
        `${text.trim().length} characters of text beside ${scan?.text.length ?? 0} of HTML`,
      )
    : point(rules.text, 'holds', `${text.trim().length} characters`);
}

const webLinks = (scan: NonNullable<ProofInput['scan']>): number =>
  scan.links.filter(({ url }) => /^https?:/i.test(url)).length;

function action(text: string | null, scan: ProofInput['scan']): ProofPoint {
  const all = `${text ?? ''} ${scan?.text ?? ''}`;
  const hasLink = /https?:\/\//i.test(text ?? '') || (scan !== null && webLinks(scan) > 0);
  const hasCode = /(?<![\d-])\d{4,8}(?![\d-])/.test(all);
  return hasLink || hasCode
    ? point(rules.action, 'holds', hasLink ? 'there is a link' : 'there is a code')
    : point(rules.action, 'broken', 'there is neither a link nor a code');
}
