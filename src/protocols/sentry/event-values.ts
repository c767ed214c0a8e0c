import type { Json } from '../../model/json.ts';
import { isRecord } from '../logs/bounded-json.ts';

/** Exceptions and threads of an event: `{values: [...]}`, a bare list, or one object; all three are sent. */
export function eventValues(value: Json | undefined): readonly Readonly<Record<string, Json>>[] {
  const list = isRecord(value) && 'values' in value ? (value['values'] ?? []) : (value ?? null);
  const all = Array.isArray(list) ? (list as readonly Json[]) : list === value ? [list] : [];
  return all.filter(isRecord);
}
