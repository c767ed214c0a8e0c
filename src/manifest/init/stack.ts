import type { Guess, ProjectEvidence } from './evidence.ts';
import { jsonObject, objectAt, type NamedPackage } from './packages.ts';

/** Package that shows a framework, its name, and how it is built and migrated when the project has no script of its own. */
const frameworks: readonly (readonly [string, string])[] = [
  ['next', 'Next.js'],
  ['nuxt', 'Nuxt'],
  ['@remix-run/react', 'Remix'],
  ['@sveltejs/kit', 'SvelteKit'],
  ['astro', 'Astro'],
  ['@nestjs/core', 'Nest'],
  ['fastify', 'Fastify'],
  ['express', 'Express'],
  ['hono', 'Hono'],
  ['vite', 'Vite'],
  ['django', 'Django'],
  ['fastapi', 'FastAPI'],
  ['flask', 'Flask'],
  ['rails', 'Rails'],
  ['laravel/framework', 'Laravel'],
];

export function frameworkOf(
  packages: readonly NamedPackage[],
  paths: readonly string[],
): Guess<string> | null {
  for (const [name, title] of frameworks) {
    const found = packages.find((each) => each.name === name);
    if (found !== undefined) return { value: title, found: `${name} in ${found.file}` };
  }
  return paths.includes('go.mod') ? { value: 'Go', found: 'go.mod' } : null;
}

interface Platform {
  readonly file: RegExp;
  readonly host: string;
  readonly deploy: string | null;
  readonly rollback: string | null;
}
/** A file in the root that shows where the product runs. */
const platforms: readonly Platform[] = [
  { file: /^vercel\.json$/, host: 'vercel', deploy: 'vercel deploy --prod', rollback: 'vercel rollback' },
  { file: /^netlify\.toml$/, host: 'netlify', deploy: 'netlify deploy --prod', rollback: null },
  { file: /^fly\.toml$/, host: 'fly', deploy: 'fly deploy', rollback: null },
  { file: /^render\.yaml$/, host: 'render', deploy: null, rollback: null },
  { file: /^railway\.json$/, host: 'railway', deploy: 'railway up', rollback: null },
  {
    file: /^wrangler\.(?:toml|jsonc?)$/,
    host: 'cloudflare',
    deploy: 'wrangler deploy',
    rollback: 'wrangler rollback',
  },
  { file: /^Procfile$/, host: 'heroku', deploy: null, rollback: 'heroku rollback' },
];

export interface DeployGuess {
  readonly host: Guess<string> | null;
  readonly command: Guess<string> | null;
  readonly rollback: Guess<string> | null;
  readonly build: Guess<string> | null;
  readonly migrate: Guess<string> | null;
  readonly migrations: Guess<string> | null;
  /** CI that was seen; empty: none. */
  readonly ci: readonly string[];
}

export function deployOf(project: ProjectEvidence, packages: readonly NamedPackage[]): DeployGuess {
  const { paths } = project;
  const platform = platforms.flatMap((each) => {
    const file = paths.find((path) => each.file.test(path));
    return file === undefined ? [] : [{ ...each, found: file }];
  })[0];
  const of = (value: string | null | undefined): Guess<string> | null =>
    value && platform ? { value, found: `usual for ${platform.host} (${platform.found})` } : null;
  return {
    host: platform === undefined ? containerHost(paths) : { value: platform.host, found: platform.found },
    command: script(project, ['deploy', 'release']) ?? of(platform?.deploy),
    rollback: script(project, ['rollback']) ?? of(platform?.rollback),
    build: script(project, ['build']) ?? dockerBuild(paths),
    migrate: script(project, ['migrate:deploy', 'migrate', 'db:migrate']) ?? migrateCommand(packages, paths),
    migrations: migrationsOf(paths),
    ci: paths.filter((path) => path.startsWith('.github/workflows/') || path === '.gitlab-ci.yml'),
  };
}

function script({ texts, paths }: ProjectEvidence, names: readonly string[]): Guess<string> | null {
  const scripts = objectAt(jsonObject(texts['package.json']), 'scripts');
  const name = names.find((each) => typeof scripts[each] === 'string');
  if (name === undefined) return null;
  const runner = paths.includes('pnpm-lock.yaml') ? 'pnpm' : paths.includes('yarn.lock') ? 'yarn' : 'npm';
  return { value: `${runner} run ${name}`, found: `scripts.${name} in package.json` };
}

const containerHost = (paths: readonly string[]): Guess<string> | null =>
  paths.includes('Dockerfile') ? { value: 'container', found: 'Dockerfile' } : null;

const dockerBuild = (paths: readonly string[]): Guess<string> | null =>
  paths.includes('Dockerfile') ? { value: 'docker build .', found: 'Dockerfile' } : null;

const migrators: readonly (readonly [string, string])[] = [
  ['prisma', 'npx prisma migrate deploy'],
  ['drizzle-kit', 'npx drizzle-kit migrate'],
  ['knex', 'npx knex migrate:latest'],
  ['rails', 'bin/rails db:migrate'],
  ['laravel/framework', 'php artisan migrate --force'],
  ['alembic', 'alembic upgrade head'],
];

function migrateCommand(packages: readonly NamedPackage[], paths: readonly string[]): Guess<string> | null {
  for (const [name, value] of migrators) {
    const found = packages.find((each) => each.name === name);
    if (found !== undefined) return { value, found: `${name} in ${found.file}` };
  }
  return paths.includes('manage.py') ? { value: 'python manage.py migrate', found: 'manage.py' } : null;
}

const migrationFolder =
  /^((?:[^/]+\/)*?(?:prisma\/migrations|supabase\/migrations|drizzle|db\/migrations?|db\/migrate|database\/migrations|migrations))\//;

function migrationsOf(paths: readonly string[]): Guess<string> | null {
  for (const path of paths) {
    const folder = migrationFolder.exec(path)?.[1];
    if (folder !== undefined && /\.(?:sql|rb|php|py|[jt]s)$/.test(path))
      return { value: folder, found: path };
  }
  return null;
}
