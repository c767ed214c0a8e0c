import type { ManifestHost } from '../../model/manifest.ts';
import { profileByName } from '../../profiles/load.ts';
import { hostName } from '../schema/scalars.ts';
import { guessRole } from '../to-model.ts';
import type { Guess, InitEvidence } from './evidence.ts';
import { flow, line, question, remark, scalar } from './lines.ts';
import { packagesOf, type NamedPackage } from './packages.ts';
import { addressesOf, domainOf, nameOf, profileOf } from './product.ts';
import { pagesOf, routesOf } from './routes.ts';
import { firstOfEach, isSecretName, sendersOf, storesOf, variablesOf } from './services.ts';
import { deployOf, frameworkOf } from './stack.ts';

/**
 * A first `launch.yaml`: every value that was inferred carries a comment with where it was found, everything only the owner
 * knows is there as a comment to fill in. The text passes `parseManifest`. null: no domain is given or named in the code.
 */
export function proposeManifest(evidence: InitEvidence): string | null {
  const domain = domainOf(evidence);
  if (domain === null || !hostName.safeParse(domain.value).success) return null;
  const packages = packagesOf(evidence.project);
  const sections = [
    head(evidence, domain, packages),
    hostLines(evidence, domain.value),
    mailLines(evidence, packages),
    pageLines(evidence),
    journeyLines(evidence, packages),
    envLines(evidence),
    codeLines(evidence, packages),
    storeLines(evidence, packages),
    ownerLines(domain.value),
  ];
  return `${sections.map((section) => section.join('\n')).join('\n\n')}\n`;
}

function head(
  evidence: InitEvidence,
  domain: Guess<string>,
  packages: readonly NamedPackage[],
): readonly string[] {
  const { project } = evidence;
  const name = nameOf(project, domain.value);
  const profile = profileOf(evidence, packages);
  const framework = frameworkOf(packages, project.paths);
  const { title } = profileByName(profile.value);
  return [
    '# What this product promises; launch-ready holds it to this file. Comments say where a value was found.',
    '# Secrets never stand here: write env:NAME or file:path.',
    ...(framework === null ? [] : [`# Built with ${framework.value} (${framework.found}).`]),
    'version: 1',
    'product:',
    line(`  name: ${scalar(name.value)}`, name.found),
    line(`  domain: ${scalar(domain.value)}`, domain.found),
    `  # canonical: www.${domain.value} # the one host visitors should end up on?`,
    '  # description: # one sentence for the handover?',
    line(`profile: ${profile.value}`, `${title.toLowerCase()}: ${profile.found}`),
  ];
}

function hostLines({ project, seen }: InitEvidence, domain: string): readonly string[] {
  const found: readonly Guess<string>[] = [
    { value: domain, found: 'the domain' },
    ...seen.flatMap(({ kind, name }) => (kind === 'host' ? [{ value: name, found: 'seen in the DNS' }] : [])),
    ...addressesOf(project),
  ];
  const ours = firstOfEach(found).filter(({ value }) => isOurs(value, domain));
  return [
    'hosts:',
    ...ours.slice(0, 100).map(({ value, found: where }) => hostLine(value, guessRole(value, domain), where)),
    ...question('Each host may say more, for the handover and the checks:', [
      `  - { name: app.${domain}, role: app, owner: ada, purpose: Customers log in here, proxied: true }`,
    ]),
  ];
}

const hostLine = (name: string, role: ManifestHost['role'], found: string): string =>
  line(`  - { name: ${scalar(name)}, role: ${role} }`, found);

const isOurs = (host: string, domain: string): boolean =>
  (host === domain || host.endsWith(`.${domain}`)) && hostName.safeParse(host).success;

function mailLines({ project }: InitEvidence, packages: readonly NamedPackage[]): readonly string[] {
  const senders = sendersOf(packages, variablesOf(project));
  return [
    ...(senders.length === 0
      ? question('Which services send mail as you? Nobody else may, once SPF and DMARC say so.', [
          'mail:',
          '  senders: [postmark, google-workspace]',
        ])
      : ['mail:', '  senders:', ...senders.map(({ value, found }) => line(`    - ${value}`, found))]),
    ...question('Which mails does the product send, and where may tests look for them?', [
      '  messages: [{ id: welcome, kind: welcome, from: hello@example.com, trigger: { journey: signup } }]',
      '  inboxes: [{ id: seed, kind: gmail, address: seed@gmail.com, password: env:SEED_PASSWORD }]',
    ]),
  ];
}

function pageLines({ project }: InitEvidence): readonly string[] {
  const pages = pagesOf(project);
  const routes = routesOf(project);
  return [
    ...(pages.length === 0
      ? ['pages: [/]']
      : ['pages:', ...pages.map(({ value, found }) => line(`  - ${value}`, found))]),
    ...(routes.length === 0
      ? question('Which API routes earn money or are called most?', [
          'routes: [{ method: POST, url: /api/signup, hot: true }]',
        ])
      : [
          'routes: # the method is a guess, files do not name it',
          ...routes.map(({ value, method, isWebhook, found }) =>
            line(`  - ${flow({ method, url: value, ...(isWebhook ? { webhook: true } : {}) })}`, found),
          ),
        ]),
  ];
}

function journeyLines(evidence: InitEvidence, packages: readonly NamedPackage[]): readonly string[] {
  const { journeys, name } = profileByName(profileOf(evidence, packages).value);
  const wanted = journeys.filter((journey) => journey !== 'homepage');
  return [
    'journeys:',
    line('  - id: homepage', 'every product has one'),
    '    title: A visitor opens the home page',
    '    steps: [{ open: /, expect: 200 }]',
    ...question(`The profile ${name} wants these to work too: ${wanted.join(', ')}.`, [
      '  - id: signup',
      '    steps:',
      '      - request: POST /api/signup',
      '        json: { email: "${email}" }',
      '        expect: 201',
      '      - mail: { to: "${email}", subject: Confirm, follow: Confirm }',
    ]),
  ];
}

function envLines({ project }: InitEvidence): readonly string[] {
  const variables = variablesOf(project);
  if (variables.length === 0) {
    return question('Which environment variables does production need? Names only.', ['env: [DATABASE_URL]']);
  }
  return [
    'env:',
    ...variables.map(({ value, found }) =>
      line(isSecretName(value) ? `  - { name: ${value}, secret: true }` : `  - ${value}`, found),
    ),
  ];
}

function codeLines({ project }: InitEvidence, packages: readonly NamedPackage[]): readonly string[] {
  const deploy = deployOf(project, packages);
  const commands: readonly (readonly [string, Guess<string> | null, string])[] = [
    ['host', deploy.host, 'where does it run?'],
    ['build', deploy.build, 'how is it built from a clean checkout?'],
    ['migrate', deploy.migrate, 'how are migrations applied?'],
    ['command', deploy.command, 'how is it released?'],
    ['rollback', deploy.rollback, 'how does the previous release come back?'],
  ];
  const isKnown = commands.some(([, guess]) => guess !== null);
  return [
    'repository:',
    '  path: .',
    ...(project.branch === null
      ? ['  # branch: main # which branch is released?']
      : [line(`  branch: ${scalar(project.branch)}`, 'checked out now')]),
    ...(project.remote === null ? [] : [remark(`remote: ${project.remote}`)]),
    ...(deploy.migrations === null
      ? []
      : [line(`  migrations: ${scalar(deploy.migrations.value)}`, deploy.migrations.found)]),
    isKnown ? 'deploy:' : '# deploy:',
    ...commands.map(([key, guess, asked]) =>
      guess === null ? `  # ${key}: # ${asked}` : line(`  ${key}: ${scalar(guess.value)}`, guess.found),
    ),
    '  # versionUrl: /version.json # which address names the running version?',
    ...deploy.ci.slice(0, 5).map((file) => remark(`checked by ${file}`)),
  ];
}

function storeLines({ project }: InitEvidence, packages: readonly NamedPackage[]): readonly string[] {
  const stores = storesOf(project, packages);
  const variables = variablesOf(project).map(({ value }) => value);
  const asked =
    '    # backup: { schedule: daily, owner: ada, restoredOn: 2026-10-01 } # who restores it, tried when?';
  if (stores.length === 0) {
    return question('What holds the data of customers?', [
      'dataStores: [{ id: main, kind: postgres, url: env:DATABASE_URL }]',
    ]);
  }
  return [
    'dataStores:',
    ...stores.flatMap(({ value, found }) => {
      const variable = variables.find((name) => storeVariables[value].test(name));
      return [
        line(`  - id: ${value}`, found),
        `    kind: ${value}`,
        ...(variable === undefined ? [] : [`    url: env:${variable}`]),
        asked,
      ];
    }),
  ];
}

const storeVariables = {
  postgres: /^(?:DATABASE_URL|POSTGRES(?:QL)?_(?:URL|URI)|PG_URL)$/,
  mysql: /^(?:DATABASE_URL|MYSQL_URL)$/,
  sqlite: /^(?:DATABASE_URL|SQLITE_URL)$/,
  redis: /^REDIS_(?:URL|URI)$/,
  'object-storage': /^S3_(?:URL|ENDPOINT)$/,
  other: /^(?!)/,
} as const;

const ownerLines = (domain: string): readonly string[] =>
  question('Only you know: who owns what, and who is told when something breaks?', [
    'people:',
    `  - { id: ada, name: Ada Example, email: ada@${domain}, phone: "+44 20 7946 0000", role: founder }`,
    'accounts:',
    '  - { id: registrar, service: Gandi, owner: ada, billingOwner: ada, twoFactor: true }',
    'alerts:',
    `  - { id: mail, channel: email, to: ada@${domain}, owner: ada }`,
    '  - { id: team, channel: slack, to: env:SLACK_HOOK, severities: [critical] }',
  ]);
