import {
  parseRenderGroup,
  parseRenderGroups,
  parseRenderPage,
  type VendorEntry,
} from '../../protocols/env/values/vendor-answers.ts';
import { askApi, otherThanJson, type AskVendor, type VendorQuestion } from './vendor-door.ts';

const host = 'api.render.com';
const maxPages = 20;
const maxGroups = 50;

interface Signed extends VendorQuestion {
  readonly token: string;
}
type Listed<T> = { readonly items: readonly T[] } | { readonly gap: string };

/**
 * GET /v1/services/{id}/env-vars, and the environment groups linked to the service. Of one name the service's own counts; where
 * two groups give it, the value is not known.
 */
export const askRender: AskVendor = async (question) => {
  const token = question.outside.env.get('RENDER_API_KEY');
  if (token === undefined) return { gap: 'RENDER_API_KEY is not set' };
  if (question.subject === null)
    return { gap: 'the Render service is not known: write production=render:<service id>' };
  const { subject } = question;
  const at = { ...question, token };
  const own = await pages(at, `services/${encodeURIComponent(subject)}/env-vars`, (text) => {
    const page = parseRenderPage(text);
    return page === null ? null : { items: page.entries, cursor: page.cursor };
  });
  if ('gap' in own) return own;
  const shared = await groupEntries(at, subject);
  if ('gap' in shared) return shared;
  return { entries: [...shared.items, ...own.items], source: `Render ${subject}` };
};

async function groupEntries(at: Signed, service: string): Promise<Listed<VendorEntry>> {
  const linked = await pages(at, 'env-groups', (text) => {
    const page = parseRenderGroups(text, service);
    return page === null ? null : { items: page.groups, cursor: page.cursor };
  });
  if ('gap' in linked) return linked;
  if (linked.items.length > maxGroups)
    return { gap: `${host} links more than ${maxGroups} groups to this service` };
  const entries = new Map<string, VendorEntry>();
  for (const id of linked.items) {
    const answer = await renderGet(at, `env-groups/${encodeURIComponent(id)}`);
    if ('gap' in answer) return answer;
    const group = parseRenderGroup(answer.text);
    if (group === null) return { gap: otherThanJson(host) };
    for (const { name, value } of group) entries.set(name, { name, value: entries.has(name) ? null : value });
  }
  return { items: [...entries.values()] };
}

/** Pages of 100 by cursor. */
async function pages<T>(
  at: Signed,
  path: string,
  read: (text: string) => { readonly items: readonly T[]; readonly cursor: string } | null,
): Promise<Listed<T>> {
  const items: T[] = [];
  let cursor = '';
  for (let page = 0; page < maxPages; page += 1) {
    const after = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await renderGet(at, `${path}?limit=100${after}`);
    if ('gap' in answer) return answer;
    const parsed = read(answer.text);
    if (parsed === null) return { gap: otherThanJson(host) };
    items.push(...parsed.items);
    if (parsed.cursor === '' || parsed.cursor === cursor) return { items };
    cursor = parsed.cursor;
  }
  return { gap: `${host} lists more than ${maxPages * 100} under ${path}` };
}

const renderGet = (at: Signed, path: string): ReturnType<typeof askApi> =>
  askApi(at, { url: `https://${host}/v1/${path}`, headers: [['authorization', `Bearer ${at.token}`]] });
