import type { Plan } from '../../../model/fix.ts';
import { parseResource } from '../../../protocols/edge/resource.ts';
import { redirectSchema } from '../../../protocols/edge/values.ts';
import type { Redirect } from '../../../protocols/edge/values.ts';
import { isHostMatched, isPathMatched } from '../dangers/rule-reach.ts';
import type { Visit } from './contract.ts';

/**
 * What got worse for visitors, one sentence each. Better is welcome, other is fine where the plan says so (a redirect of its
 * own), worse is a failure: nobody answers, an error, no trusted certificate, another page, protection gone.
 */
export function worsened(plan: Plan, before: readonly Visit[], after: readonly Visit[]): readonly string[] {
  const known = new Map(before.map((visit) => [visit.url, visit]));
  const redirects = plannedRedirects(plan);
  return after.flatMap((now) => {
    const old = known.get(now.url);
    return old === undefined ? [] : worse(old, now, redirects);
  });
}

const isWell = ({ status }: Visit): boolean => status !== null && status < 400;

function worse(old: Visit, now: Visit, redirects: readonly Redirect[]): readonly string[] {
  if (old.status !== null && now.status === null)
    return [`${now.url} is not answered any more: ${now.problem}`];
  if (isWell(old) && !isWell(now)) return [`${now.url} answers ${now.status} instead of ${old.status}`];
  if ((now.status ?? 0) >= 500 && (old.status ?? 0) < 500)
    return [`${now.url} answers ${now.status} instead of ${old.status}`];
  if (now.status === null || old.status === null) return [];
  return [...certificateWorse(old, now), ...placeWorse(old, now, redirects)];
}

function certificateWorse(old: Visit, now: Visit): readonly string[] {
  if (now.certificate !== null && !now.certificate.isTrusted && old.certificate?.isTrusted !== false)
    return [`${now.finalUrl} shows a certificate that browsers do not trust`];
  const wasSecure = old.finalUrl.startsWith('https:');
  return wasSecure && now.finalUrl.startsWith('http:') ? [`${now.url} ends on plain HTTP`] : [];
}

function placeWorse(old: Visit, now: Visit, redirects: readonly Redirect[]): readonly string[] {
  const [was, is] = [new URL(old.finalUrl), new URL(now.finalUrl)];
  const isMoved = was.hostname !== is.hostname || was.pathname !== is.pathname;
  const rule = isMoved ? ruleBehind(old, now, redirects) : undefined;
  if (isMoved && rule === undefined) return [`${now.url} ends on ${now.finalUrl}, not on ${old.finalUrl}`];
  const isSwapped = isWell(old) && old.marker !== now.marker;
  // A whole host that forwards must show what it showed; a single page may be replaced by another.
  if (isMoved && isSwapped && rule?.match.paths === undefined)
    return [`${now.url} ends on ${now.finalUrl} and shows "${now.marker}" instead of "${old.marker}"`];
  if (!isMoved && isSwapped && old.marker !== '' && now.marker !== '')
    return [`${now.url} shows another page: "${now.marker}" instead of "${old.marker}"`];
  const lost = Object.keys(old.headers).filter((name) => !Object.hasOwn(now.headers, name));
  return isMoved ? [] : lost.map((name) => `${now.finalUrl} lost its field ${name}`);
}

/** The redirect of the plan that catches the address, or one on its way, and leads to where it ended. */
function ruleBehind(old: Visit, now: Visit, redirects: readonly Redirect[]): Redirect | undefined {
  const end = new URL(now.finalUrl);
  const places = [now.url, old.finalUrl].map((url) => new URL(url));
  return redirects.find(
    (rule) =>
      rule.to.host === end.hostname &&
      places.some(
        (place) => isHostMatched(rule.match, place.hostname) && isPathMatched(rule.match, place.pathname),
      ),
  );
}

const plannedRedirects = ({ changes }: Plan): readonly Redirect[] =>
  changes.flatMap(({ resource, before, after }) => {
    const id = parseResource(resource);
    if (id?.kind !== 'rule' || id.family !== 'redirect') return [];
    return [before, after].flatMap((side) => {
      const parsed = redirectSchema.safeParse(side);
      return parsed.success ? [parsed.data] : [];
    });
  });
