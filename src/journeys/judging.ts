import type { ResponseExpectation, SavedValue } from '../model/journey.ts';
import { keptFields } from '../protocols/http/kept-fields.ts';
import type { Answer } from './exchange.ts';
import { visibleText } from './page/read-page.ts';
import { expandExpectation, unmet } from './reading/expectation.ts';
import type { Readable } from './reading/saving.ts';
import { readValue } from './reading/saving.ts';
import type { Trouble } from './trouble.ts';
import { trouble } from './trouble.ts';
import type { Visitor } from './visitor.ts';
import type { StepWork } from './work.ts';

const maxEvidence = 12;
const maxBegin = 400;
const telling =
  /^(?:content-type|location|server|retry-after|cache-control|x-request-id|cf-ray|via|x-cache)$/;

/** Whether an answer is what the step expects; null when it is, and its values are saved. */
export function judge(
  work: StepWork,
  answer: Answer,
  step: { readonly expect: ResponseExpectation; readonly save: readonly SavedValue[] },
): Trouble | null {
  const expected = expandExpectation(step.expect, work.visitor.lookup);
  if (!expected.ok) return expected.trouble;
  const missed = unmet(answer, expected.value);
  const [first] = missed;
  if (first !== undefined) {
    const more = missed.slice(1).map(({ message }) => message);
    return trouble(
      first.code,
      first.message,
      [...more, ...evidenceOf(answer, work.visitor)].slice(0, maxEvidence),
    );
  }
  return saveAll(work.visitor, step.save, readable(answer, work.visitor));
}

/** Null when every value was found. */
export function saveAll(visitor: Visitor, saves: readonly SavedValue[], from: Readable): Trouble | null {
  for (const save of saves) {
    const value = readValue(from, save);
    if (value === null)
      return trouble('value-missing', `${save.name} is not there: nothing at ${save.from}:${save.at}`, [
        visibleText(from.text).slice(0, maxBegin),
      ]);
    visitor.save(save.name, value);
  }
  return null;
}

const readable = ({ url, response, text }: Answer, visitor: Visitor): Readable => ({
  url,
  headers: response.headers,
  text,
  html: text,
  cookie: (name) => visitor.cookiesAt(new URL(url)).find((cookie) => cookie.name === name)?.value ?? null,
});

/** What came back, as far as it tells something: status, some fields, the begin of what could be read. */
export function evidenceOf({ url, response, text, tookMs }: Answer, visitor: Visitor): readonly string[] {
  const fields = keptFields(response.headers).filter(([name]) => telling.test(name));
  const read = visibleText(text);
  return [
    `${response.status} from ${visitor.redaction.url(url)} in ${Math.round(tookMs)} ms`,
    ...fields.map(([name, value]) => `${name}: ${value}`),
    ...(read === '' ? [] : [`begins: ${read.slice(0, maxBegin)}`]),
  ];
}
