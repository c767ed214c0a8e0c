import {
  heldNames,
  parseGitlabVariables,
  parseRenderPage,
  parseVercel,
  type VendorEntry,
} from '../../protocols/env/values/vendor-answers.ts';
import { askApi, headerOf, type AskVendor } from './vendor-door.ts';

const otherThanJson = (host: string): string => `${host} answered something else than its documented JSON`;
const maxPages = 20;

/** GET /v10/projects/{idOrName}/env: targets production, preview, development; values stay encrypted and are not asked for. */
export const askVercel: AskVendor = async (question) => {
  const token = question.outside.env.get('VERCEL_TOKEN');
  if (token === undefined) return { gap: 'VERCEL_TOKEN is not set' };
  const link = await question.outside.files.readText(`${question.folder}/.vercel/project.json`);
  const linked = link.ok ? (heldNames(link.value) ?? {}) : {};
  const project = question.subject ?? linked['projectId'] ?? question.outside.env.get('VERCEL_PROJECT_ID');
  if (project === undefined)
    return { gap: 'the Vercel project is not known: write production=vercel:<project>, or run vercel link' };
  const team = linked['orgId'] ?? question.outside.env.get('VERCEL_ORG_ID');
  const query = team?.startsWith('team_') === true ? `?teamId=${encodeURIComponent(team)}` : '';
  const answer = await askApi(question, {
    url: `https://api.vercel.com/v10/projects/${encodeURIComponent(project)}/env${query}`,
    headers: [['authorization', `Bearer ${token}`]],
  });
  if ('gap' in answer) return answer;
  const parsed = parseVercel(
    answer.text,
    question.environment === 'staging' ? 'preview' : question.environment,
  );
  if (parsed === null) return { gap: otherThanJson('api.vercel.com') };
  return parsed.isWhole
    ? { entries: parsed.entries, source: `Vercel ${project}` }
    : { gap: 'api.vercel.com told only the first page of its variables' };
};

/** GET /v1/services/{id}/env-vars, pages of 100 by cursor. */
export const askRender: AskVendor = async (question) => {
  const token = question.outside.env.get('RENDER_API_KEY');
  if (token === undefined) return { gap: 'RENDER_API_KEY is not set' };
  if (question.subject === null)
    return { gap: 'the Render service is not known: write production=render:<service id>' };
  const entries: VendorEntry[] = [];
  let cursor = '';
  for (let page = 0; page < maxPages; page += 1) {
    const after = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await askApi(question, {
      url: `https://api.render.com/v1/services/${encodeURIComponent(question.subject)}/env-vars?limit=100${after}`,
      headers: [['authorization', `Bearer ${token}`]],
    });
    if ('gap' in answer) return answer;
    const parsed = parseRenderPage(answer.text);
    if (parsed === null) return { gap: otherThanJson('api.render.com') };
    entries.push(...parsed.entries);
    if (parsed.cursor === '' || parsed.cursor === cursor)
      return { entries, source: `Render ${question.subject}` };
    cursor = parsed.cursor;
  }
  return { gap: `api.render.com has more than ${maxPages * 100} variables` };
};

/** GET /projects/:id/variables: those whose scope is * or the environment; `x-next-page` names the next page. */
export const askGitlab: AskVendor = async (question) => {
  const token = question.outside.env.get('GITLAB_TOKEN');
  if (token === undefined) return { gap: 'GITLAB_TOKEN is not set' };
  const project = question.subject ?? question.outside.env.get('CI_PROJECT_ID');
  if (project === undefined)
    return { gap: 'the GitLab project is not known: write production=gitlab:<project>' };
  const server = question.outside.env.get('CI_API_V4_URL') ?? 'https://gitlab.com/api/v4';
  const entries: VendorEntry[] = [];
  let page = '1';
  for (let asked = 0; asked < maxPages; asked += 1) {
    const answer = await askApi(question, {
      url: `${server}/projects/${encodeURIComponent(project)}/variables?per_page=100&page=${page}`,
      headers: [['private-token', token]],
    });
    if ('gap' in answer) return answer;
    const parsed = parseGitlabVariables(answer.text, question.environment);
    if (parsed === null) return { gap: otherThanJson('GitLab') };
    entries.push(...parsed);
    page = headerOf(answer.answer, 'x-next-page');
    if (!/^\d{1,6}$/.test(page)) return { entries, source: `GitLab ${project}` };
  }
  return { gap: `GitLab has more than ${maxPages * 100} variables` };
};
