import type { BrowserAction, BrowserStep } from '../../model/journey.ts';
import type { BrowserVisit } from '../../model/outside-browser.ts';
import { absoluteAddress, canonicalOrigin } from '../addresses.ts';
import { saveArtifact } from '../artifacts.ts';
import type { Expanded } from '../placeholders.ts';
import { expandJson } from '../placeholders.ts';
import type { Json } from '../../model/json.ts';
import type { Trouble } from '../trouble.ts';
import { noAnswer, ownTrouble, trouble } from '../trouble.ts';
import type { StepWork } from '../work.ts';

const pollMs = 100;

/** What a person does, in order, in one browser that keeps its cookies until the journey ends. */
export async function useBrowser(step: BrowserStep, work: StepWork): Promise<Trouble | null> {
  const opened = await openSeat(step, work);
  if (!opened.ok) return opened.trouble;
  for (const action of step.actions) {
    // Values saved by an action are there for the next one.
    const filled = expandJson(action as unknown as Json, work.visitor.lookup);
    if (!filled.ok) return filled.trouble;
    const met = await act(filled.value as unknown as BrowserAction, opened.value, work);
    if (met !== null) return withLook(met, opened.value, work);
  }
  return null;
}

async function openSeat(step: BrowserStep, work: StepWork): Promise<Expanded<BrowserVisit>> {
  if (work.seat.visit !== null) return { ok: true, value: work.seat.visit };
  const { parts, visitor } = work;
  const origin = parts.baseUrl ?? canonicalOrigin(parts.manifest);
  const cookies = visitor.cookiesAt(new URL(origin));
  const visit = await parts.outside.browser.visit({
    device: step.device,
    cookies: cookies.map(({ name, value }) => ({ name, value, url: origin })),
  });
  if (!visit.ok) return { ok: false, trouble: { ...noAnswer(visit.error), isOurs: true } };
  work.seat.visit = visit.value;
  return { ok: true, value: visit.value };
}

async function act(action: BrowserAction, visit: BrowserVisit, work: StepWork): Promise<Trouble | null> {
  const limits = { timeoutMs: Math.max(1, work.remainingMs()) };
  if (work.signal.aborted) return trouble('timed-out', `The step's time was over before ${wordsFor(action)}`);
  switch (action.kind) {
    case 'goto':
      return goTo(action.url, visit, work);
    case 'expect':
      return expectAction(action, visit, work);
    case 'save': {
      const text = await visit.text(action.selector, limits);
      if (!text.ok) return notDone(action, text.error.message);
      work.visitor.save(action.name, text.value.trim());
      return null;
    }
    case 'screenshot':
      await keepScreenshot(action.name, visit, work);
      return null;
    case 'fill':
    case 'select':
    case 'click':
    case 'check':
    case 'press': {
      const done = await visit.act(action, limits);
      return done.ok ? null : notDone(action, done.error.message);
    }
  }
}

async function goTo(written: string, visit: BrowserVisit, work: StepWork): Promise<Trouble | null> {
  const url = absoluteAddress(written, 'page', work.parts);
  if (url === null) return ownTrouble('address-invalid', `"${written.slice(0, 200)}" is no address`);
  const arrived = await visit.goto(url, { timeoutMs: Math.max(1, work.remainingMs()) });
  if (!arrived.ok) return noAnswer(arrived.error);
  const { status } = arrived.value;
  if (status === null || status < 400) return null;
  return trouble(`http-${status}`, `${work.visitor.redaction.url(url)} answered ${status}`);
}

const notDone = (action: BrowserAction, why: string): Trouble =>
  trouble('action-failed', `Could not ${wordsFor(action)}: ${why}`);

function wordsFor(action: BrowserAction): string {
  if (action.kind === 'goto') return `open ${action.url}`;
  if (action.kind === 'press') return `press ${action.key}`;
  if (action.kind === 'save') return `read ${action.selector}`;
  if (action.kind === 'expect' || action.kind === 'screenshot') return action.kind;
  return `${action.kind} ${action.selector}`;
}

type Expectation = Extract<BrowserAction, { readonly kind: 'expect' }>;

/** Looks again until everything holds or the step's time is over: pages change without loading. */
async function expectAction(
  wanted: Expectation,
  visit: BrowserVisit,
  work: StepWork,
): Promise<Trouble | null> {
  for (;;) {
    const missed = await look(wanted, visit, work);
    if (missed === null || work.remainingMs() <= pollMs * 2 || work.signal.aborted) return missed;
    await work.parts.outside.clock.sleep(pollMs, work.signal);
  }
}

async function look(wanted: Expectation, visit: BrowserVisit, work: StepWork): Promise<Trouble | null> {
  const limits = { timeoutMs: Math.max(1, work.remainingMs()) };
  const place = await visit.place();
  if (!place.ok) return noAnswer(place.error);
  const { url, title } = place.value;
  if (wanted.url !== null && !url.includes(wanted.url))
    return trouble('url-differs', `At ${work.visitor.redaction.url(url)}, expected "${wanted.url}" in it`);
  if (wanted.title !== null && !title.includes(wanted.title))
    return trouble(
      'title-differs',
      `The title is "${title.slice(0, 120)}", expected "${wanted.title}" in it`,
    );
  if (wanted.text.length + wanted.absentText.length > 0) {
    const text = await visit.text(null, limits);
    if (!text.ok) return noAnswer(text.error);
    const read = spaces(text.value);
    const missing = wanted.text.find((part) => !read.includes(spaces(part)));
    if (missing !== undefined)
      return trouble('text-missing', `"${missing.slice(0, 120)}" is not on the page`);
    const present = wanted.absentText.find((part) => read.includes(spaces(part)));
    if (present !== undefined) return trouble('text-present', `"${present.slice(0, 120)}" is on the page`);
  }
  return lookForElements(wanted.visible, visit);
}

async function lookForElements(selectors: readonly string[], visit: BrowserVisit): Promise<Trouble | null> {
  const seen = await Promise.all(selectors.map(async (selector) => visit.isVisible(selector)));
  const hidden = selectors.find((_selector, index) => {
    const one = seen[index];
    return one === undefined || !one.ok || !one.value;
  });
  return hidden === undefined ? null : trouble('element-missing', `${hidden} is not visible`);
}

const spaces = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** The failure with what the page shows, and what its scripts complained about. */
async function withLook(met: Trouble, visit: BrowserVisit, work: StepWork): Promise<Trouble> {
  if (met.isOurs) return met;
  await keepScreenshot('failure', visit, work);
  const place = await visit.place();
  const text = await visit.text(null, { timeoutMs: 1_000 });
  const { errors, exchanges } = visit.log();
  const { redaction } = work.visitor;
  const broken = exchanges.filter(({ status, failure }) => failure !== null || (status ?? 0) >= 400);
  return {
    ...met,
    evidence: [
      ...met.evidence,
      ...(place.ok ? [`at ${redaction.url(place.value.url)} "${place.value.title.slice(0, 120)}"`] : []),
      ...errors.slice(0, 3).map((error) => `script error: ${error.text.slice(0, 200)}`),
      ...broken
        .slice(0, 5)
        .map(
          ({ method, url, status, failure }) => `${method} ${redaction.url(url)}: ${status ?? failure ?? ''}`,
        ),
      ...(text.ok ? [`begins: ${spaces(text.value).slice(0, 300)}`] : []),
    ].slice(0, 12),
  };
}

async function keepScreenshot(name: string, visit: BrowserVisit, work: StepWork): Promise<void> {
  const picture = await visit.screenshot({ format: 'png', timeoutMs: 5_000 });
  if (picture.ok)
    await saveArtifact(work, `${name.replaceAll(/[^\w-]+/g, '-').slice(0, 40)}.png`, picture.value);
}
