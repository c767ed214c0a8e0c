import type { Json } from '../../../model/json.ts';
import { quoteText } from '../../dns/presentation.ts';
import { setFrom, setJson, setResource } from './resources.ts';
import type { RecordSet } from './record-set.ts';
import { joinedText } from './value.ts';

type State = Readonly<Record<string, Json>>;

/** A record set among resources; null where there is none, or none that can be read. */
export function setIn(state: State, name: string, type: string): RecordSet | null {
  const resource = setResource({ name, type });
  const value = Object.hasOwn(state, resource) ? (state[resource] ?? null) : null;
  const set = value === null ? null : setFrom(resource, value);
  return set === null || 'problem' in set ? null : set;
}

/** The whole texts at a name. */
export const textsIn = (state: State, name: string): readonly string[] =>
  (setIn(state, name, 'TXT')?.values ?? []).map(joinedText);

const defaultTtlSeconds = 3600;

export interface WantedSet {
  readonly resource: string;
  readonly value: Json;
}

/** A set with these values; TTL, proxying and notes stay as they are. No values: the set is to go. */
export function wantedSet(
  state: State,
  at: Pick<RecordSet, 'name' | 'type'>,
  values: readonly string[],
): WantedSet {
  const { name, type } = at;
  const before = setIn(state, name, type);
  const resource = setResource({ name, type });
  if (values.length === 0) return { resource, value: null };
  const comments = Object.entries(before?.comments ?? {}).filter(([value]) => values.includes(value));
  return {
    resource,
    value: setJson({
      name,
      type,
      ttlSeconds: before?.ttlSeconds ?? defaultTtlSeconds,
      values,
      ...(before?.isProxied === true ? { isProxied: true } : {}),
      ...(comments.length > 0 ? { comments: Object.fromEntries(comments) } : {}),
    }),
  };
}

/** Texts at a name become these; values whose text stays keep the way they are cut. */
export function wantedTexts(state: State, name: string, texts: readonly string[]): WantedSet {
  const before = setIn(state, name, 'TXT')?.values ?? [];
  const kept = new Map(before.map((value) => [joinedText(value), value]));
  return wantedSet(
    state,
    { name, type: 'TXT' },
    texts.map((text) => kept.get(text) ?? cutText(text)),
  );
}

const maxStringBytes = 255;

/** A text as quoted character-strings of at most 255 bytes (RFC 1035 section 3.3); readers join them again. */
export function cutText(text: string): string {
  const parts = text.match(new RegExp(`[\\s\\S]{1,${maxStringBytes}}`, 'g')) ?? [''];
  return parts.map(quoteText).join(' ');
}
