import {
  parseFlyConfig,
  parseFlySecrets,
  parseGithubLines,
  parseGithubNames,
  parseKeyValues,
  type VendorEntry,
} from '../../protocols/env/values/vendor-answers.ts';
import { askGitlab } from './gitlab-api.ts';
import { askRender } from './render-api.ts';
import { askVercel } from './vercel-api.ts';
import {
  askCommand,
  type AskVendor,
  type VendorAnswer,
  type VendorCommand,
  type VendorQuestion,
} from './vendor-door.ts';

const named = (flag: string, { subject }: VendorQuestion): readonly string[] =>
  subject === null ? [] : [flag, subject];

const askNetlify: AskVendor = (question) =>
  askCommand(question, {
    name: 'netlify',
    args: [
      'env:list',
      '--json',
      '--context',
      question.environment === 'staging' ? 'deploy-preview' : question.environment,
    ],
    tokens: ['NETLIFY_AUTH_TOKEN', 'NETLIFY_SITE_ID'],
    ...(question.subject === null ? {} : { env: { NETLIFY_SITE_ID: question.subject } }),
    parse: parseKeyValues,
  });

/** Secrets by name from the vendor; the open ones stand in `fly.toml`. */
const askFly: AskVendor = async (question) => {
  const answer = await askCommand(question, {
    name: 'fly',
    args: ['secrets', 'list', '--json', ...named('-a', question)],
    tokens: ['FLY_API_TOKEN', 'FLY_ACCESS_TOKEN'],
    parse: parseFlySecrets,
  });
  if ('gap' in answer) return answer;
  const config = await question.outside.files.readText(`${question.folder}/fly.toml`, {
    maxBytes: 256 * 1024,
  });
  const open = config.ok ? parseFlyConfig(config.value) : [];
  return { ...answer, entries: [...open, ...answer.entries] };
};

const askRailway: AskVendor = (question) =>
  askCommand(question, {
    name: 'railway',
    args: ['variables', '--json', '--environment', question.environment, ...named('--service', question)],
    tokens: ['RAILWAY_TOKEN', 'RAILWAY_API_TOKEN'],
    parse: parseKeyValues,
  });

const askHeroku: AskVendor = (question) =>
  askCommand(question, {
    name: 'heroku',
    args: ['config', '--json', ...named('--app', question)],
    tokens: ['HEROKU_API_KEY'],
    parse: parseKeyValues,
  });

/**
 * A job of an environment sees what the organisation shares with the repository, the repository's own, and the environment's; of
 * one name the environment's counts, then the repository's. Secrets are listed by name only.
 */
const askGithub: AskVendor = async (question) => {
  const own = await askGithubFor(
    question,
    [[], ['--env', question.environment]].flatMap((scope) =>
      githubKinds.map(({ kind, fields }) => ({
        args: [kind, 'list', '--json', fields, ...scope, ...named('--repo', question)],
        parse: parseGithubNames,
      })),
    ),
  );
  if ('gap' in own) return own;
  // `[host/]owner/repository`; without a subject gh fills in that of the folder.
  const [repository = '', owner = '', host] = (question.subject ?? '{owner}/{repo}').split('/').toReversed();
  const shared = await askGithubFor(
    question,
    githubKinds.map(({ kind, row }) => ({
      args: [
        'api',
        '--paginate',
        `repos/${owner}/${repository}/actions/organization-${kind}s`,
        ...(host === undefined ? [] : ['--hostname', host]),
        '--jq',
        row,
      ],
      parse: parseGithubLines,
    })),
  );
  return 'gap' in shared ? shared : { ...own, entries: [...shared.entries, ...own.entries] };
};

const githubKinds = [
  { kind: 'secret', fields: 'name', row: '.secrets[] | [.name] | @json' },
  { kind: 'variable', fields: 'name,value', row: '.variables[] | [.name, .value] | @json' },
] as const;

async function askGithubFor(
  question: VendorQuestion,
  lists: readonly Pick<VendorCommand, 'args' | 'parse'>[],
): Promise<VendorAnswer> {
  const entries: VendorEntry[] = [];
  for (const { args, parse } of lists) {
    const answer = await askCommand(question, {
      name: 'gh',
      args,
      tokens: ['GH_TOKEN', 'GITHUB_TOKEN'],
      parse,
    });
    if ('gap' in answer) return answer;
    entries.push(...answer.entries);
  }
  return { entries, source: `GitHub environment ${question.environment}` };
}

/** Hosting vendors that can be asked, by their own command line or API, with the credentials of whoever runs this. */
export const vendors: Readonly<Record<string, AskVendor>> = {
  vercel: askVercel,
  netlify: askNetlify,
  fly: askFly,
  render: askRender,
  railway: askRailway,
  heroku: askHeroku,
  github: askGithub,
  gitlab: askGitlab,
};
