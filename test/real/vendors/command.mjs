#!/usr/bin/env node
// Doubles of the vendors' command lines, as their reference pages tell them: arguments, credentials, output, exit codes. Each
// process reads and writes the account beside it.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const name = basename(process.argv[1]);
const args = process.argv.slice(2);
const path = join(dirname(process.argv[1]), 'account.json');
const account = JSON.parse(readFileSync(path, 'utf8'));
account.asked += 1;
account.left -= 1;
writeFileSync(`${path}.new`, JSON.stringify(account));
renameSync(`${path}.new`, path);

const end = (code, text) => {
  process.stderr.write(`${text}\n`);
  process.exit(code);
};
const valueOf = (...flags) => {
  const at = args.findIndex((each) => flags.includes(each));
  return at === -1 ? undefined : args[at + 1];
};
const isAsked = (...words) => words.every((word, index) => args[index] === word) && args.includes('--json');
const values = (project, environment) => account.projects[project]?.[environment] ?? {};
const shown = (all, masked) =>
  Object.fromEntries(
    Object.entries(all).map(([key, held]) => [key, held.secret === undefined ? held : masked]),
  );
const print = (value) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);

// `gh api` with the @json filter this product gives: one line for each row, by page after page.
const githubApi = (repository, kind) => {
  if ((process.env.GH_TOKEN ?? process.env.GITHUB_TOKEN) !== account.token)
    end(1, 'gh: Bad credentials (HTTP 401)');
  if (account.left < 0) end(1, 'gh: API rate limit exceeded for user ID 1. (HTTP 403)');
  if (account.projects[repository] === undefined) end(1, 'gh: Not Found (HTTP 404)');
  const fields =
    kind === 'secret' ? '.secrets[] | [.name] | @json' : '.variables[] | [.name, .value] | @json';
  if (valueOf('--jq') !== fields) end(1, `failed to parse jq expression: ${valueOf('--jq')}`);
  for (const [key, held] of Object.entries(account.shared[repository]?.[''] ?? {}))
    if ((held.secret !== undefined) === (kind === 'secret'))
      process.stdout.write(`${JSON.stringify(kind === 'secret' ? [key] : [key, held])}\n`);
};

const commands = {
  netlify: () => {
    if (!isAsked('env:list')) end(2, ` ›   Error: Unexpected arguments: ${args.join(' ')}`);
    if (process.env.NETLIFY_AUTH_TOKEN !== account.token) end(1, ' ›   Error: Unauthorized');
    if (account.left < 0) end(1, ' ›   Error: Too Many Requests');
    // Without a linked project it says so only without --json, and ends well.
    const project = process.env.NETLIFY_SITE_ID;
    if (project === undefined) process.exit(0);
    if (account.projects[project] === undefined) end(1, ' ›   Error: Not Found');
    print(shown(values(project, valueOf('--context') ?? 'dev'), '****************'));
  },
  fly: () => {
    if (!isAsked('secrets', 'list')) end(1, `Error: unknown command "${args.join(' ')}" for "flyctl"`);
    const token = process.env.FLY_API_TOKEN ?? process.env.FLY_ACCESS_TOKEN;
    if (token === undefined)
      end(1, "Error: no access token available. Please login with 'flyctl auth login'");
    if (token !== account.token) end(1, 'Error: failed retrieving app secrets: unauthorized');
    if (account.left < 0) end(1, 'Error: server returned a non-200 status code: 429');
    const app = valueOf('-a', '--app');
    if (app === undefined)
      end(1, 'Error: the config for your app is missing an app name, add an app field to the fly.toml file');
    if (account.projects[app] === undefined)
      end(1, `Error: failed retrieving app secrets: Could not find App "${app}"`);
    print(
      Object.keys(values(app, 'production')).map((each) => ({
        name: each,
        digest: '9c1185a5c5e9fc54',
        status: 'Deployed',
      })),
    );
  },
  railway: () => {
    if (!isAsked('variables')) end(2, `error: unexpected argument '${args[0]}' found`);
    if ((process.env.RAILWAY_TOKEN ?? process.env.RAILWAY_API_TOKEN) !== account.token)
      end(1, 'Unauthorized. Please login with `railway login`');
    if (account.left < 0) end(1, 'You are being ratelimited. Please try again later');
    const service = valueOf('--service', '-s');
    if (account.projects[service] === undefined) end(1, `Service "${service}" not found.`);
    const environment = valueOf('--environment', '-e');
    if (account.projects[service][environment] === undefined)
      end(1, `Environment "${environment}" not found.`);
    print(shown(values(service, environment), 'kept'));
  },
  heroku: () => {
    if (!isAsked('config')) end(127, ` ›   Error: Run heroku help for a list of available commands.`);
    if (process.env.HEROKU_API_KEY !== account.token)
      end(100, ' ›   Error: Invalid credentials provided.\n ›\n ›   Error ID: unauthorized');
    if (account.left < 0)
      end(
        1,
        ' ›   Error: Your account reached the API rate limit. Please wait a few minutes before making new requests',
      );
    const app = valueOf('--app', '-a');
    if (app === undefined) end(1, ' ›   Error: Missing required flag app');
    if (account.projects[app] === undefined)
      end(1, " ›   Error: Couldn't find that app.\n ›\n ›   Error ID: not_found");
    print(shown(values(app, 'production'), 'kept'));
  },
  gh: () => {
    const shared = /^repos\/kiln\/([^/]+)\/actions\/organization-(secret|variable)s$/.exec(args[2] ?? '');
    if (args[0] === 'api' && args[1] === '--paginate' && shared !== null)
      return githubApi(shared[1], shared[2]);
    if (args[1] !== 'list' || !args.includes('--json'))
      end(1, `unknown command "${args.join(' ')}" for "gh"`);
    const token = process.env.GH_TOKEN ?? process.env.GITHUB_TOKEN;
    if (token === undefined) end(4, 'To get started with GitHub CLI, please run:  gh auth login');
    if (token !== account.token) end(1, 'HTTP 401: Bad credentials (https://api.github.com/graphql)');
    if (account.left < 0)
      end(1, 'HTTP 403: API rate limit exceeded for user ID 1. (https://api.github.com/repos)');
    const [owner, repository] = (valueOf('--repo', '-R') ?? '').split('/');
    if (owner !== 'kiln') end(1, 'expected the "[HOST/]OWNER/REPO" format');
    const environment = valueOf('--env', '-e') ?? '';
    if (account.projects[repository]?.[environment] === undefined)
      end(1, `failed to get secrets: HTTP 404: Not Found`);
    const all = Object.entries(values(repository, environment));
    const own = all.filter(([, held]) => (held.secret !== undefined) === (args[0] === 'secret'));
    print(own.map(([key, held]) => (args[0] === 'secret' ? { name: key } : { name: key, value: held })));
  },
};

if (account.isHanging) setInterval(() => undefined, 60_000);
else commands[name]();
