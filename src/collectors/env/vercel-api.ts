import { heldNames, parseVercel, parseVercelProject } from '../../protocols/env/values/vendor-answers.ts';
import {
  askApi,
  otherThanJson,
  type AskVendor,
  type VendorAnswer,
  type VendorQuestion,
} from './vendor-door.ts';

const host = 'api.vercel.com';

/**
 * GET /v10/projects/{idOrName}/env and, where a team holds the project, GET /v1/env?projectId=: what the team shares with it. Of
 * one name the project's own counts. Values stay encrypted and are not asked for.
 */
export const askVercel: AskVendor = async (question) => {
  const token = question.outside.env.get('VERCEL_TOKEN');
  if (token === undefined) return { gap: 'VERCEL_TOKEN is not set' };
  const link = await question.outside.files.readText(`${question.folder}/.vercel/project.json`);
  const linked = link.ok ? (heldNames(link.value) ?? {}) : {};
  const project = question.subject ?? linked['projectId'] ?? question.outside.env.get('VERCEL_PROJECT_ID');
  if (project === undefined)
    return { gap: 'the Vercel project is not known: write production=vercel:<project>, or run vercel link' };
  const team = teamOf(linked['orgId'] ?? question.outside.env.get('VERCEL_ORG_ID'));
  const path = `projects/${encodeURIComponent(project)}`;
  const answer = await vercelGet(question, token, `v9/${path}${query({ teamId: team })}`);
  if ('gap' in answer) return answer;
  const found = parseVercelProject(answer.text);
  if (found === null) return { gap: otherThanJson(host) };
  const source = `Vercel ${project}`;
  const own = await listed(question, token, { path: `v10/${path}/env${query({ teamId: team })}`, source });
  const teamId = teamOf(found.accountId);
  if ('gap' in own || teamId === undefined) return own;
  const sharedPath = `v1/env${query({ projectId: found.id, teamId })}`;
  const shared = await listed(question, token, { path: sharedPath, source });
  return 'gap' in shared ? shared : { entries: [...shared.entries, ...own.entries], source };
};

async function listed(
  question: VendorQuestion,
  token: string,
  { path, source }: { readonly path: string; readonly source: string },
): Promise<VendorAnswer> {
  const answer = await vercelGet(question, token, path);
  if ('gap' in answer) return answer;
  const target = question.environment === 'staging' ? 'preview' : question.environment;
  const parsed = parseVercel(answer.text, target);
  if (parsed === null) return { gap: otherThanJson(host) };
  return parsed.isWhole
    ? { entries: parsed.entries, source }
    : { gap: `${host} told only the first page of its variables` };
}

const vercelGet = (question: VendorQuestion, token: string, path: string): ReturnType<typeof askApi> =>
  askApi(question, { url: `https://${host}/${path}`, headers: [['authorization', `Bearer ${token}`]] });

const teamOf = (account: string | undefined): string | undefined =>
  account?.startsWith('team_') === true ? account : undefined;

function query(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
