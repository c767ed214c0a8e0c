import { isMap, isSeq, parseDocument, Scalar, YAMLSeq } from 'yaml';
import { UserError } from '../model/error.ts';
import type { Waiver } from '../model/manifest.ts';
import { readDocument } from './document.ts';
import { isoDate } from './schema/scalars.ts';

/**
 * The manifest's text with one accepted risk more; a waiver of the same check and target is replaced. Comments, order and
 * long lines stay as they are. Throws `UserError` when owner, reason or last day are missing or the text is no manifest.
 */
export function addWaiver(text: string, waiver: Waiver): string {
  requireComplete(waiver);
  const read = readDocument(text);
  const document = read.ok ? parseDocument(text, { merge: true }) : null;
  if (document === null || !isMap(document.contents)) throw notAManifest();
  const list = document.get('waivers');
  const waivers = isSeq(list) ? list : new YAMLSeq();
  const item = document.createNode(entry(waiver));
  const same = waivers.items.findIndex((each) => isMap(each) && isSame(each.toJSON(), waiver));
  if (same >= 0) waivers.items[same] = item;
  else waivers.items.push(item);
  if (waivers !== list) document.set('waivers', waivers);
  if (waivers.items.length === 1) waivers.flow = false;
  return document.toString({ lineWidth: 0, flowCollectionPadding: hasPadding(text) });
}

/** `until` is quoted by no need, but a plain date would be read as a date by YAML 1.1 tools. */
function entry({ check, target, owner, reason, until }: Waiver): Readonly<Record<string, unknown>> {
  const day = new Scalar(until);
  day.type = Scalar.QUOTE_DOUBLE;
  return { check, ...(target === null ? {} : { target }), owner, reason, until: day };
}

const hasPadding = (text: string): boolean => !/\{[^\s}]/.test(text) || /\{ /.test(text);

const isSame = (existing: { readonly check?: unknown; readonly target?: unknown }, waiver: Waiver): boolean =>
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
