import type { RequestStep, StepBody, WaitStep } from '../../model/journey.ts';
import type { Json } from '../../model/json.ts';
import { absoluteAddress } from '../addresses.ts';
import type { JourneyRequest } from '../exchange.ts';
import { exchange } from '../exchange.ts';
import { forgeryHeaders, formDefaults } from '../forgery.ts';
import { judge } from '../judging.ts';
import type { Expanded } from '../placeholders.ts';
import { expandJson, expandText } from '../placeholders.ts';
import type { Trouble } from '../trouble.ts';
import { ownTrouble, trouble } from '../trouble.ts';
import type { StepWork } from '../work.ts';

/** One request; redirects are answers like any other. */
export async function sendRequest(step: RequestStep, work: StepWork): Promise<Trouble | null> {
  const built = buildRequest(step, work);
  if (!built.ok) return built.trouble;
  const answered = await exchange(work, built.value);
  return answered.ok ? judge(work, answered.answer, step) : answered.trouble;
}

/** Asks until the answer is as expected; the last answer tells why it never was. */
export async function waitFor(step: WaitStep, work: StepWork): Promise<Trouble | null> {
  let last: Trouble | null = null;
  let asked = 0;
  while (!work.signal.aborted && work.remainingMs() > 0) {
    const built = buildRequest({ ...step, body: null }, work);
    if (!built.ok) return built.trouble;
    asked += 1;
    const answered = await exchange(work, built.value);
    const met = answered.ok ? judge(work, answered.answer, step) : answered.trouble;
    if (met === null || met.isOurs) return met;
    // What the clock cut off tells less than the answer before.
    if (last === null || met.code !== 'timed-out') last = met;
    await work.parts.outside.clock.sleep(
      Math.min(step.everyMs, Math.max(0, work.remainingMs())),
      work.signal,
    );
  }
  const why = last === null ? '' : `; the last answer: ${last.message}`;
  const text = `Not so after ${Math.round(step.timeoutMs / 1000)} s and ${asked} questions${why}`;
  return trouble(last?.code ?? 'timed-out', text, last?.evidence ?? []);
}

type Requestable = Pick<RequestStep, 'method' | 'url' | 'headers' | 'body'>;

function buildRequest(step: Requestable, work: StepWork): Expanded<JourneyRequest> {
  const { lookup } = work.visitor;
  const written = expandText(step.url, lookup);
  if (!written.ok) return written;
  const url = absoluteAddress(written.value, step.body?.kind === 'form' ? 'page' : 'api', work.parts);
  if (url === null)
    return {
      ok: false,
      trouble: ownTrouble('address-invalid', `"${written.value.slice(0, 200)}" is no address`),
    };
  const headers = expandJson(step.headers, lookup);
  if (!headers.ok) return headers;
  const body = bodyOf(step.body, { work, url, method: step.method });
  if (!body.ok) return body;
  // Guarantee: expansion keeps a record of texts a record of texts.
  const given = headers.value as Readonly<Record<string, string>>;
  const guards = step.method === 'GET' ? {} : forgeryHeaders(work.visitor, new URL(url));
  return {
    ok: true,
    value: {
      method: step.method,
      url,
      headers: { ...guards, ...body.value.headers, ...given },
      body: body.value.body,
    },
  };
}

type BuiltBody = { readonly headers: Readonly<Record<string, string>>; readonly body: string | null };

function bodyOf(
  body: StepBody | null,
  at: { readonly work: StepWork; readonly url: string; readonly method: string },
): Expanded<BuiltBody> {
  if (body === null) return { ok: true, value: { headers: {}, body: null } };
  const { visitor } = at.work;
  const typed = (type: string, text: string): Expanded<BuiltBody> => ({
    ok: true,
    value: { headers: { 'content-type': type }, body: text },
  });
  if (body.kind === 'text') {
    const text = expandText(body.text, visitor.lookup);
    return text.ok ? typed(body.contentType, text.value) : text;
  }
  const expanded = expandJson(body.kind === 'json' ? body.value : (body.fields as Json), visitor.lookup);
  if (!expanded.ok) return expanded;
  if (body.kind === 'json') return typed('application/json', JSON.stringify(expanded.value));
  const given = expanded.value as Readonly<Record<string, string>>;
  const fields = { ...formDefaults(visitor, at.url, at.method), ...given };
  return typed('application/x-www-form-urlencoded', new URLSearchParams(fields).toString());
}
