import { headerValue } from '../../protocols/mail/message.ts';
import { point, type ProofPoint, type Rule, some } from './point.ts';
import type { ProofInput } from './proof-input.ts';

const rules = {
  form: { id: 'form', title: 'The header is in form', source: 'RFC 5322 section 3.6' },
  date: { id: 'date', title: 'The date is right', source: 'RFC 5322 section 3.6.1' },
  subject: { id: 'subject', title: 'The subject says what it is', source: null },
  charset: { id: 'charset', title: 'The text can be read', source: 'RFC 2046 section 4.1.2' },
} as const satisfies Readonly<Record<string, Rule>>;

const onceAtMost = [
  'from',
  'to',
  'cc',
  'date',
  'subject',
  'message-id',
  'reply-to',
  'sender',
  'mime-version',
  'content-type',
];
const needed = ['from', 'to', 'date', 'message-id', 'subject'];
const maxDriftMs = 15 * 60_000;

export function proveHeader({ mail, head }: ProofInput): readonly ProofPoint[] {
  const count = (name: string): number => mail.headers.filter((one) => one.name === name).length;
  const problems = [
    ...needed.filter((name) => count(name) === 0).map((name) => `${name} is missing`),
    ...onceAtMost
      .filter((name) => count(name) > 1)
      .map((name) => `${name} stands there ${count(name)} times`),
    ...longLines(mail.headers),
  ];
  return [
    point(
      rules.form,
      problems.length === 0 ? 'holds' : 'broken',
      problems.length === 0 ? `${mail.headers.length} fields` : some(problems, 4),
    ),
    date(mail.date, head.receivedAt ?? head.seenAt),
    subject(mail.subject, headerValue(mail, 'subject')),
    point(
      rules.charset,
      mail.oddities.length === 0 ? 'holds' : 'broken',
      mail.oddities.length === 0 ? 'every part decodes' : some(mail.oddities),
    ),
  ];
}

/** Section 2.1.1: 998 characters, the line end not counted. */
const longLines = (headers: readonly { readonly name: string; readonly raw: string }[]): readonly string[] =>
  headers
    .filter(({ raw }) => raw.split('\r\n').some((line) => line.length > 998))
    .map(({ name }) => `${name.slice(0, 40)} has a line longer than 998 characters`);

function date(at: number | null, receivedAt: number): ProofPoint {
  if (at === null) return point(rules.date, 'broken', 'it cannot be read');
  const driftMs = Math.abs(at - receivedAt);
  const minutes = Math.round(driftMs / 60_000);
  return driftMs > maxDriftMs
    ? point(
        rules.date,
        'broken',
        `${minutes} minutes away from its arrival: it is sorted into the past or the future`,
      )
    : point(
        rules.date,
        'holds',
        minutes === 0 ? 'to the minute' : `${minutes} minutes away from its arrival`,
      );
}

/** Phones show about 40 characters; placeholders left open are a template that was not filled. */
function subject(text: string, raw: string | null): ProofPoint {
  if (text.trim() === '') return point(rules.subject, 'broken', 'it is empty');
  if (/[^\x00-\x7f]/.test(raw ?? ''))
    return point(
      rules.subject,
      'broken',
      'it holds bytes that are neither ASCII nor an encoded word (RFC 2047)',
    );
  const open = leftover(text);
  if (open !== null) return point(rules.subject, 'broken', `"${open}" was not filled in`);
  return point(rules.subject, 'holds', `${text.length} characters`);
}

/** A placeholder nobody filled, or a value that was none. */
export const leftover = (text: string): string | null =>
  /\{\{[^{}]{0,60}\}\}|\{%[^%]{0,60}%\}|<%=?[^%]{0,60}%>|\$\{[A-Za-z_][^{}]{0,60}\}|\[object Object\]|(?<![\w-])(?:undefined|NaN)(?![\w-])|\*\|[A-Z_]{2,40}\|\*|%recipient\.[a-z_]+%/.exec(
    text,
  )?.[0] ?? null;
