import type { Handover } from '../../model/handover.ts';

/** The calendar as iCalendar (RFC 5545): whole days, with a reminder a week before. */
export function handoverCalendar(pack: Handover): string {
  const stamp = timeOf(pack.createdAt);
  const events = pack.calendar.flatMap(({ id, at, title, about }) => [
    'BEGIN:VEVENT',
    `UID:${idOf(`${pack.domain} ${id}`)}@launch-ready`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${timeOf(at).slice(0, 8)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(about)}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    'TRIGGER:-P7D',
    'END:VALARM',
    'END:VEVENT',
  ]);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//launch-ready//handover//EN',
    'CALSCALE:GREGORIAN',
    ...events,
    'END:VCALENDAR',
  ];
  return lines.flatMap(folded).join('\r\n') + '\r\n';
}

const timeOf = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '')}Z`;

const idOf = (text: string): string => text.replace(/[^a-zA-Z0-9.-]+/g, '-');

/** RFC 5545 section 3.3.11. */
const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replace(/\r?\n/g, '\\n');

/** RFC 5545 section 3.1: lines of at most 75 octets, continued with a space; characters are not torn apart. */
function folded(line: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    const limit = parts.length === 0 ? 75 : 74;
    if (Buffer.byteLength(part + character) > limit) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  parts.push(part);
  return parts.map((each, at) => (at === 0 ? each : ` ${each}`));
}
