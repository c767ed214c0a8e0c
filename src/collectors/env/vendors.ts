import type { Outside } from '../../model/outside.ts';
import {
  heldNames,
  parseFlySecrets,
  parseGithubNames,
  parseGitlabVariables,
  parseKeyValues,
  parseRenderPage,
  parseVercel,
  type VendorEntry,
} from '../../protocols/env/values/vendor-answers.ts';

/** What a vendor answered, or why it could not be asked. */
export type VendorAnswer =
  | { readonly entries: readonly VendorEntry[]; readonly source: string }
  | { readonly gap: string };

export interface VendorQuestion {
  readonly outside: Outside;
  readonly signal: AbortSignal;
  /** The environment's name. */
  readonly environment: string;
  /** What stands behind the colon: an app, a service, a project. */
  readonly subject: string | null;
  readonly folder: string;
}

type Ask = (question: VendorQuestion) => Promise<VendorAnswer>;

/** Hosting vendors that can be asked, by their own command line or API, with the credentials of whoever runs this. */
export const vendors: Readonly<Record<string, Ask>> = {
  vercel: askVercel,
  netlify: (question) =>
    command(question, {
      name: 'netlify',
      args: [
        'env:list',
        '--json',
        '--context',
        question.environment === 'staging' ? 'deploy-preview' : question.environment,
      ],
      tokens: ['NETLIFY_AUTH_TOKEN', 'NETLIFY_SITE_ID'],
      parse: parseKeyValues,
    }),
  fly: (question) =>
    command(question, {
      name: 'fly',
      args: ['secrets', 'list', '--json', ...app('-a', question)],
      tokens: ['FLY_API_TOKEN', 'FLY_ACCESS_TOKEN'],
      parse: parseFlySecrets,
    }),
  render: askRender,
  railway: (question) =>
    command(question, {
      name: 'railway',
      args: ['variables', '--json', '--environment', question.environment, ...app('--service', question)],
      tokens: ['RAILWAY_TOKEN', 'RAILWAY_API_TOKEN'],
      parse: parseKeyValues,
    }),
  heroku: (question) =>
    command(question, {
      name: 'heroku',
      args: ['config', '--json', ...app('--app', question)],
      tokens: ['HEROKU_API_KEY'],
      parse: parseKeyValues,
    }),
  github: askGithub,
  gitlab: askGitlab,
};

const app = (flag: string, { subject }: VendorQuestion): readonly string[] =>
  subject === null ? [] : [flag, subject];
const timeoutMs = 30_000;
const maxBodyBytes = 4 * 1024 * 1024;

interface VendorCommand {
  readonly name: string;
  readonly args: readonly string[];
  readonly tokens: readonly string[];
  readonly parse: (text: string) => readonly VendorEntry[] | null;
}

async function command(
  { outside, signal, folder }: VendorQuestion,
  { name, args, tokens, parse }: VendorCommand,
): Promise<VendorAnswer> {
  const env = Object.fromEntries(
    tokens
      .flatMap((token) => [[token, outside.env.get(token)] as const])
      .filter((pair): pair is readonly [string, string] => pair[1] !== undefined),
  );
  const ran = await outside.processes.run({
    command: name,
    args,
    cwd: folder,
    env: { ...env, CI: '1', NO_COLOR: '1' },
    timeoutMs,
    maxOutputBytes: maxBodyBytes,
    signal,
  });
  const line = [name, ...args].join(' ');
  if (!ran.ok)
    return {
      gap:
        ran.error.kind === 'not-found'
          ? `the command ${name} is not installed`
          : `${line}: ${ran.error.message}`,
    };
  if (ran.value.exitCode !== 0)
    return { gap: `${line} ended with ${ran.value.exitCode ?? ran.value.endedBy}: logged in?` };
  const entries = ran.value.isTruncated ? null : parse(Buffer.from(ran.value.stdout).toString('utf8'));
  return entries === null
    ? { gap: `${line} printed something else than its documented JSON` }
    : { entries, source: line };
}

interface ApiRequest {
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
}

async function api(
  { outside, signal }: VendorQuestion,
  { url, headers }: ApiRequest,
): Promise<{ readonly text: string } | { readonly gap: string }> {
  const answer = await outside.http.request({
    url,
    headers: [['accept', 'application/json'], ...headers],
    timeoutMs,
    maxBodyBytes,
    signal,
  });
  const { host } = new URL(url);
  if (!answer.ok) return { gap: `${host}: ${answer.error.message}` };
  if (answer.value.status !== 200) return { gap: `${host} answered ${answer.value.status}` };
  return { text: Buffer.from(answer.value.body).toString('utf8') };
}

/** GET /v10/projects/{idOrName}/env: targets production, preview, development; values stay encrypted and are not asked for. */
async function askVercel(question: VendorQuestion): Promise<VendorAnswer> {
  const token = question.outside.env.get('VERCEL_TOKEN');
  if (token === undefined) return { gap: 'VERCEL_TOKEN is not set' };
  const link = await question.outside.files.readText(`${question.folder}/.vercel/project.json`);
  const linked = link.ok ? (heldNames(link.value) ?? {}) : {};
  const project = question.subject ?? linked['projectId'] ?? question.outside.env.get('VERCEL_PROJECT_ID');
  if (project === undefined)
    return { gap: 'the Vercel project is not known: write production=vercel:<project>, or run vercel link' };
  const team = linked['orgId'] ?? question.outside.env.get('VERCEL_ORG_ID');
  const query = team?.startsWith('team_') === true ? `?teamId=${encodeURIComponent(team)}` : '';
  const answer = await api(question, {
    url: `https://api.vercel.com/v10/projects/${encodeURIComponent(project)}/env${query}`,
    headers: [['authorization', `Bearer ${token}`]],
  });
  if ('gap' in answer) return answer;
  const target = question.environment === 'staging' ? 'preview' : question.environment;
  const entries = parseVercel(answer.text, target);
  return entries === null
    ? { gap: 'api.vercel.com answered something else than its documented JSON' }
    : { entries, source: `Vercel ${project}` };
}

const maxPages = 20;

/** GET /v1/services/{id}/env-vars, pages of 100 by cursor. */
async function askRender(question: VendorQuestion): Promise<VendorAnswer> {
  const token = question.outside.env.get('RENDER_API_KEY');
  if (token === undefined || question.subject === null)
    return {
      gap:
        token === undefined
          ? 'RENDER_API_KEY is not set'
          : 'the Render service is not known: write production=render:<service id>',
    };
  const entries: VendorEntry[] = [];
  let cursor = '';
  for (let page = 0; page < maxPages; page += 1) {
    const url = `https://api.render.com/v1/services/${encodeURIComponent(question.subject)}/env-vars?limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer = await api(question, { url, headers: [['authorization', `Bearer ${token}`]] });
    if ('gap' in answer) return answer;
    const parsed = parseRenderPage(answer.text);
    if (parsed === null) return { gap: 'api.render.com answered something else than its documented JSON' };
    entries.push(...parsed.entries);
    if (parsed.entries.length < 100 || parsed.cursor === '')
      return { entries, source: `Render ${question.subject}` };
    cursor = parsed.cursor;
  }
  return { gap: `api.render.com has more than ${maxPages * 100} variables` };
}

/** Secrets are listed by name only; variables with their values. */
async function askGithub(question: VendorQuestion): Promise<VendorAnswer> {
  const of = ['--env', question.environment, ...app('--repo', question)];
  const tokens = ['GH_TOKEN', 'GITHUB_TOKEN'];
  const secrets = await command(question, {
    name: 'gh',
    args: ['secret', 'list', '--json', 'name', ...of],
    tokens,
    parse: parseGithubNames,
  });
  if ('gap' in secrets) return secrets;
  const variables = await command(question, {
    name: 'gh',
    args: ['variable', 'list', '--json', 'name,value', ...of],
    tokens,
    parse: parseGithubNames,
  });
  if ('gap' in variables) return variables;
  return {
    entries: [...secrets.entries, ...variables.entries],
    source: `GitHub environment ${question.environment}`,
  };
}

/** GET /projects/:id/variables: those whose scope is * or the environment. */
async function askGitlab(question: VendorQuestion): Promise<VendorAnswer> {
  const token = question.outside.env.get('GITLAB_TOKEN');
  const project = question.subject ?? question.outside.env.get('CI_PROJECT_ID');
  if (token === undefined || project === undefined)
    return {
      gap:
        token === undefined
          ? 'GITLAB_TOKEN is not set'
          : 'the GitLab project is not known: write production=gitlab:<project>',
    };
  const server = question.outside.env.get('CI_API_V4_URL') ?? 'https://gitlab.com/api/v4';
  const answer = await api(question, {
    url: `${server}/projects/${encodeURIComponent(project)}/variables?per_page=100`,
    headers: [['private-token', token]],
  });
  if ('gap' in answer) return answer;
  const entries = parseGitlabVariables(answer.text, question.environment);
  if (entries !== null && entries.length >= 100) return { gap: 'GitLab has more than 100 variables' };
  return entries === null
    ? { gap: 'GitLab answered something else than its documented JSON' }
    : { entries, source: `GitLab ${project}` };
}
