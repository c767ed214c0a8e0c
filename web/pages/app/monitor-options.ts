import type { Json } from '../../../src/model/json.ts';
import type { Monitor, MonitorKind } from '../../../src/model/monitor.ts';
import { textOf } from '../../app/form.tsx';

type Options = Monitor['options'];

/** An option as a field: what stands in it, and what it means. */
export interface OptionField {
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  readonly shows: (value: Json) => string;
  readonly reads: (text: string) => Json;
}

const text = { shows: (value: Json) => String(value), reads: (said: string): Json => said };
const number = {
  shows: (value: Json) => String(value),
  // What is no number stays a text: the server says so beside the field.
  reads: (said: string): Json => (Number.isFinite(Number(said)) ? Number(said) : said),
};
const list = {
  shows: (value: Json) => [value].flat().join(', '),
  reads: (said: string): Json =>
    said
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
};
const numbers = {
  ...list,
  reads: (said: string): Json => said.split(',').map((part) => number.reads(part.trim())),
};

/** The options people set by hand; the rest of a kind's options go in as JSON. */
export const optionFields: Readonly<Record<MonitorKind, readonly OptionField[]>> = {
  http: [
    { key: 'status', label: 'Must answer', hint: 'Status codes, like 200, 204. Empty: any 2xx.', ...numbers },
    { key: 'text', label: 'Must say', hint: 'A text of the page.', ...text },
    { key: 'absentText', label: 'Must not say', hint: 'Like: Internal Server Error', ...text },
    {
      key: 'redirectsTo',
      label: 'Must redirect to',
      hint: 'The whole address; it is not followed then.',
      ...text,
    },
  ],
  dns: [
    { key: 'type', label: 'Record type', hint: 'Empty: A', ...text },
    {
      key: 'values',
      label: 'Must be',
      hint: 'Values, in any order. Empty: whatever all servers agree on.',
      ...list,
    },
    { key: 'begins', label: 'Must begin with', hint: 'Like v=spf1', ...text },
  ],
  tcp: [
    { key: 'send', label: 'Send', hint: 'Written after connecting.', ...text },
    { key: 'expect', label: 'Must say', hint: 'Part of what the server says first.', ...text },
  ],
  heartbeat: [
    { key: 'everySeconds', label: 'The job reports every (seconds)', hint: '86400 is a day.', ...number },
    {
      key: 'graceSeconds',
      label: 'And may be late by (seconds)',
      hint: 'Empty: a tenth of that.',
      ...number,
    },
    {
      key: 'maxRunSeconds',
      label: 'One run takes at most (seconds)',
      hint: 'From its start signal.',
      ...number,
    },
  ],
  tls: [
    {
      key: 'warnBelow',
      label: 'Warns below',
      hint: 'Share of the validity that is left. Empty: 0.25',
      ...number,
    },
    { key: 'failBelow', label: 'Is down below', hint: 'Empty: 0.1', ...number },
  ],
  domain: [
    { key: 'warnDays', label: 'Warns (days before)', hint: 'Empty: 60', ...number },
    { key: 'failDays', label: 'Is down (days before)', hint: 'Empty: 14', ...number },
  ],
  mail: [{ key: 'withinSeconds', label: 'Arrives within (seconds)', hint: 'Empty: 60', ...number }],
  journey: [],
};

const fieldName = (key: string): string => `option-${key}`;
export const optionFieldName = fieldName;
export const restName = 'options';

/** What a field shows of the options there are. */
export const shownOption = ({ key, shows }: OptionField, options: Options): string => {
  const value = options[key];
  return value === undefined || value === null ? '' : shows(value);
};

/** Options without a field of their own, as JSON; empty when there are none. */
export function restText(kind: MonitorKind, options: Options): string {
  const known = new Set(optionFields[kind].map(({ key }) => key));
  const rest = Object.entries(options).filter(([key]) => !known.has(key));
  return rest.length === 0 ? '' : JSON.stringify(Object.fromEntries(rest), null, 2);
}

/** The options a form holds; null when what stands under "more" is no JSON. */
export function optionsOf(values: FormData, kind: MonitorKind): Options | null {
  const rest = restOf(textOf(values, restName));
  if (rest === null) return null;
  const own = optionFields[kind].flatMap((field): readonly (readonly [string, Json])[] => {
    const said = textOf(values, fieldName(field.key));
    return said === '' ? [] : [[field.key, field.reads(said)]];
  });
  return { ...rest, ...Object.fromEntries(own) };
}

function restOf(said: string): Options | null {
  if (said === '') return {};
  try {
    const value: unknown = JSON.parse(said);
    // JSON.parse gives nothing but JSON.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Options) : null;
  } catch {
    return null;
  }
}
