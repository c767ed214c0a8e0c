import { isMap, isSeq, parseDocument, stringify, type Node, type YAMLSeq } from 'yaml';
import { UserError } from '../model/error.ts';
import type { Waiver } from '../model/manifest.ts';
import { readDocument } from './document.ts';
import { isoDate } from './schema/scalars.ts';

/**
 * The manifest's text with one accepted risk more; a waiver of the same check and target is replaced. Only those lines
 * change: comments, quotes and order stay as they are. Throws `UserError` when owner, reason or last day are missing
 * or the text is no manifest.
 */
export function addWaiver(text: string, waiver: Waiver): string {
  requireComplete(waiver);
  const document = readDocument(text).ok ? parseDocument(text, { merge: true }) : null;
  if (document === null || !isMap(document.contents)) throw notAManifest();
  const pair = document.contents.items.find(({ key }) => String(key) === 'waivers');
  if (pair === undefined) return `${text.replace(/\n*$/, '\n')}waivers:\n${itemText(waiver, '  ')}\n`;
  const list = pair.value;
  if (isSeq(list) && !list.flow && list.items.length > 0) return edited(text, list as YAMLSeq<Node>, waiver);
  const others = isSeq(list) ? (list.toJSON() as readonly ExistingWaiver[]) : [];
  const kept = others.filter((each) => !isSame(each, waiver)).map((each) => itemText(each, '  '));
  const [start, end] = rangeOf(pair.value as Node | null) ?? rangeOf(pair.key as Node) ?? [0, 0];
  const head = text.slice(0, start).trimEnd();
  return `${head}\n${[...kept, itemText(waiver, '  ')].join('\n')}${text.slice(end)}`;
}

type ExistingWaiver = { readonly check?: unknown; readonly target?: unknown };

/** A list in block form: the same one is replaced where it stands, a new one goes below the last. */
function edited(text: string, list: YAMLSeq<Node>, waiver: Waiver): string {
  const first = text.lastIndexOf('-', (rangeOf(list.items[0] ?? null) ?? [0])[0]);
  const indent = ' '.repeat(first - (text.lastIndexOf('\n', first) + 1));
  const same = list.items.find((each) => isMap(each) && isSame(each.toJSON() as ExistingWaiver, waiver));
  const [start, end] = rangeOf(same ?? list.items.at(-1) ?? null) ?? [0, 0];
  const last = text.slice(0, end).trimEnd().length;
  if (same !== undefined) {
    const dash = text.lastIndexOf('-', start);
    return text.slice(0, dash) + itemText(waiver, indent).trimStart() + text.slice(last);
  }
  const newline = text.indexOf('\n', last);
  const lineEnd = newline < 0 ? text.length : newline;
  return `${text.slice(0, lineEnd)}\n${itemText(waiver, indent)}${text.slice(lineEnd) || '\n'}`;
}

const rangeOf = (node: Node | null): readonly [number, number] | null =>
  node?.range ? [node.range[0], node.range[1]] : null;

/** The lines of one item, without a newline at the end. */
function itemText(waiver: Waiver | ExistingWaiver, indent: string): string {
  const fields = Object.fromEntries(Object.entries(waiver).filter(([, value]) => value !== null));
  const lines = stringify([fields], { lineWidth: 0 }).trimEnd().split('\n');
  return lines.map((line) => indent + line).join('\n');
}

const isSame = (existing: ExistingWaiver, waiver: Waiver): boolean =>
  existing.check === waiver.check && (existing.target ?? null) === waiver.target;

function requireComplete(waiver: Waiver): void {
  const missing = (['check', 'owner', 'reason', 'until'] as const).find(
    (field) => waiver[field].trim() === '',
  );
  if (missing === undefined && isoDate.safeParse(waiver.until).success) return;
  throw new UserError('LR_WAIVER_INCOMPLETE', {
    what:
      missing === undefined
        ? `"${waiver.until.slice(0, 40)}" is not a day of the calendar.`
        : `The accepted risk has no ${missing}.`,
    why: 'A risk is accepted by somebody, for a reason, until a day; otherwise it is only hidden.',
    todo: 'Give a check, an owner, a reason and a last day like 2027-01-31.',
  });
}

const notAManifest = (): UserError =>
  new UserError('LR_MANIFEST_SYNTAX', {
    what: 'The file is not a manifest that can be edited.',
    why: 'Editing a file that is not understood could damage it.',
    todo: 'Run: launch-ready audit, which names every problem with its line.',
  });
