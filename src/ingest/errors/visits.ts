import { createHash } from 'node:crypto';
import type { Json } from '../../model/json.ts';
import { isRecord } from '../../protocols/logs/bounded-json.ts';
import { nameText } from '../inside/origin.ts';

/** What a `session` or `sessions` item of a Sentry client tells: visits of people, and how they ended. */
export interface VisitsTold {
  readonly environment: string;
  /** Empty where the client names none. */
  readonly release: string;
  readonly visits: number;
  readonly crashed: number;
  /** Eight hexadecimal digits each that stand for who came, and for whom it crashed. */
  readonly people: readonly string[];
  readonly crashedPeople: readonly string[];
  /** Of one visit, told again with each change: counted once for each of these. Null: a sum, told once. */
  readonly once: { readonly began: string | null; readonly crashed: string | null } | null;
}

type Fields = Readonly<Record<string, Json>>;
const most = 200;

export function readVisits(value: Json): VisitsTold {
  const fields = isRecord(value) ? value : {};
  const attributes = isRecord(fields['attrs']) ? fields['attrs'] : {};
  const origin = {
    release: nameText(attributes['release'], 200),
    environment: nameText(attributes['environment'], 64) || 'production',
  };
  return { ...origin, ...(Array.isArray(fields['aggregates']) ? sums(fields['aggregates']) : one(fields)) };
}

type Counted = Omit<VisitsTold, 'environment' | 'release'>;

/** A visit is told at its beginning (`init`), at changes and at its end; one that only crashes is told once. */
function one(fields: Fields): Counted {
  const id = nameText(fields['sid'], 64);
  const person = personOf(fields['did']);
  const isBegin = fields['init'] === true;
  const isCrash = fields['status'] === 'crashed';
  return {
    visits: isBegin ? 1 : 0,
    crashed: isCrash ? 1 : 0,
    people: person,
    crashedPeople: isCrash ? person : [],
    once:
      id === '' ? null : { began: isBegin ? `${id} began` : null, crashed: isCrash ? `${id} crashed` : null },
  };
}

/** Servers tell how many requests ended in which way; each is counted under one of them. */
function sums(aggregates: readonly Json[]): Counted {
  const all = aggregates.slice(0, most).filter(isRecord);
  const crashes = all.filter((each) => countOf(each['crashed']) > 0);
  const total = (names: readonly string[]): number =>
    all.reduce((sum, each) => sum + names.reduce((part, name) => part + countOf(each[name]), 0), 0);
  return {
    visits: total(['exited', 'errored', 'abnormal', 'unhandled', 'crashed']),
    crashed: total(['crashed']),
    people: all.flatMap((each) => personOf(each['did'])),
    crashedPeople: crashes.flatMap((each) => personOf(each['did'])),
    once: null,
  };
}

const countOf = (value: Json | undefined): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? Math.min(value, 1e9) : 0;

/** Kept only as part of a count: nobody can be read from it. */
function personOf(given: Json | undefined): readonly string[] {
  const text = nameText(given, 200);
  return text === '' ? [] : [createHash('sha256').update(text).digest('hex').slice(0, 8)];
}
