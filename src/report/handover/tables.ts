import type { Handover, HandoverBlock } from '../../model/handover.ts';

/** One CSV file an inventory (RFC 4180), by file name. */
export function handoverTables(pack: Handover): ReadonlyMap<string, string> {
  const files = pack.sections.flatMap(({ id, blocks }) =>
    blocks
      .filter(({ lines }) => lines.length > 0)
      .map((block, at) => [`${id}-${at + 1}-${slug(block.title)}.csv`, csvOf(block)] as const),
  );
  return new Map(files);
}

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function csvOf({ columns, lines }: HandoverBlock): string {
  const rows = [
    [...columns, 'state', 'origin', 'at', 'by', 'command'],
    ...lines.map((line) => [
      ...line.cells,
      line.state,
      line.origin,
      line.at === null ? '' : new Date(line.at).toISOString(),
      line.by ?? '',
      line.rerun ?? '',
    ]),
  ];
  return rows.map((row) => row.map(field).join(',')).join('\r\n') + '\r\n';
}

/** A spreadsheet takes a cell that begins like a formula for one; an apostrophe keeps it a text. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
