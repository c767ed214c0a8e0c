import {
  parseGitlabInherited,
  parseGitlabPath,
  parseGitlabVariables,
  type VendorEntry,
} from '../../protocols/env/values/vendor-answers.ts';
import {
  askApi,
  headerOf,
  otherThanJson,
  type AskVendor,
  type VendorAnswer,
  type VendorQuestion,
} from './vendor-door.ts';

const maxPages = 20;

interface AtProject {
  readonly question: VendorQuestion;
  /** `https://gitlab.com/api/v4`. */
  readonly server: string;
  readonly token: string;
  readonly project: string;
}

/**
 * GET /projects/:id/variables, and what the project inherits from its groups. Of one name the project's own counts
 * (docs.gitlab.com, "CI/CD variable precedence").
 */
export const askGitlab: AskVendor = async (question) => {
  const token = question.outside.env.get('GITLAB_TOKEN');
  if (token === undefined) return { gap: 'GITLAB_TOKEN is not set' };
  const project = question.subject ?? question.outside.env.get('CI_PROJECT_ID');
  if (project === undefined)
    return { gap: 'the GitLab project is not known: write production=gitlab:<project>' };
  const server = question.outside.env.get('CI_API_V4_URL') ?? 'https://gitlab.com/api/v4';
  const at = { question, server, token, project };
  const own = await ownVariables(at);
  if ('gap' in own) return own;
  const inherited = await inheritedVariables(at);
  return 'gap' in inherited ? inherited : { ...own, entries: [...inherited.entries, ...own.entries] };
};

/** `x-next-page` names the next page. */
async function ownVariables(at: AtProject): Promise<VendorAnswer> {
  const entries: VendorEntry[] = [];
  let page = '1';
  for (let asked = 0; asked < maxPages; asked += 1) {
    const answer = await get(at, `/variables?per_page=100&page=${page}`);
    if ('gap' in answer) return answer;
    const parsed = parseGitlabVariables(answer.text, at.question.environment);
    if (parsed === null) return { gap: otherThanJson('GitLab') };
    entries.push(...parsed);
    page = headerOf(answer.answer, 'x-next-page');
    if (!/^\d{1,6}$/.test(page)) return { entries, source: `GitLab ${at.project}` };
  }
  return { gap: `GitLab has more than ${maxPages * 100} variables` };
}

const inheritedQuery = `query($path: ID!, $after: String) { project(fullPath: $path) { inheritedCiVariables(first: 100, after: $after) {
  nodes { key environmentScope } pageInfo { hasNextPage endCursor } } } }`;

/** GraphQL, because it needs rights on the project only and tells no values; REST would need an owner of every group. */
async function inheritedVariables(at: AtProject): Promise<VendorAnswer> {
  const described = await get(at, '');
  if ('gap' in described) return described;
  const path = parseGitlabPath(described.text);
  if (path === null) return { gap: otherThanJson('GitLab') };
  const entries: VendorEntry[] = [];
  let after: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await askApi(at.question, {
      url: at.server.replace(/\/v4\/?$/, '/graphql'),
      headers: [
        ['authorization', `Bearer ${at.token}`],
        ['content-type', 'application/json'],
      ],
      body: JSON.stringify({ query: inheritedQuery, variables: { path, after } }),
    });
    if ('gap' in answer) return answer;
    const parsed = parseGitlabInherited(answer.text, at.question.environment);
    if (parsed === null) return { gap: 'GitLab did not tell what the project inherits from its groups' };
    entries.push(...parsed.entries);
    after = parsed.cursor;
    if (after === null) return { entries, source: `GitLab ${at.project}` };
  }
  return { gap: `GitLab has more than ${maxPages * 100} inherited variables` };
}

const get = ({ question, server, project, token }: AtProject, path: string): ReturnType<typeof askApi> =>
  askApi(question, {
    url: `${server}/projects/${encodeURIComponent(project)}${path}`,
    headers: [['private-token', token]],
  });
