import { emptyReading, type EnvReading, type EnvScope, type EnvWrapper, type SourceText } from './use.ts';
import { readCompose, readDockerfile, readProcfile, readShellFile } from './infrastructure/container.ts';
import { readGithub, readGitlab, readOtherCi } from './infrastructure/ci.ts';
import {
  readPlatformJson,
  readPlatformToml,
  readPlatformYaml,
  readPrisma,
  readTerraform,
} from './infrastructure/platform.ts';
import { mayReadEnv, readJavaScript } from './javascript/read.ts';
import { go } from './languages/go.ts';
import { jvm, springConfig } from './languages/jvm.ts';
import type { Language } from './languages/language.ts';
import { php, symfonyYaml } from './languages/php.ts';
import { python } from './languages/python.ts';
import { readLanguage } from './languages/read.ts';
import { ruby } from './languages/ruby.ts';
import { csharp, dart, elixir, rust, swift } from './languages/systems.ts';

interface Kind {
  readonly id: string;
  readonly files: RegExp;
  readonly hints: RegExp;
  readonly scope?: EnvScope;
  readonly read: (source: SourceText, wrappers: readonly EnvWrapper[]) => EnvReading;
}

const languages: readonly Language[] = [
  python,
  ruby,
  php,
  symfonyYaml,
  go,
  jvm,
  springConfig,
  rust,
  elixir,
  csharp,
  dart,
  swift,
];
const any = /[^]/;

/** In the order they are tried: one file may be of several kinds (a compose file is YAML too), all of which read it. */
const kinds: readonly Kind[] = [
  { id: 'javascript', files: /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/, hints: any, read: readJavaScript },
  ...languages.map((language) => ({
    id: language.id,
    files: language.files,
    hints: language.hints,
    read: (source: SourceText, wrappers: readonly EnvWrapper[]) => readLanguage(language, source, wrappers),
  })),
  {
    id: 'docker',
    files: /(?:^|\/)(?:[\w.-]*\.)?(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$/i,
    hints: any,
    scope: 'container',
    read: readDockerfile,
  },
  {
    id: 'compose',
    files: /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/,
    hints: any,
    scope: 'container',
    read: readCompose,
  },
  {
    id: 'github',
    files: /(?:^|\/)\.github\/(?:workflows\/[^/]+|actions\/.+)\.ya?ml$|(?:^|\/)action\.ya?ml$/,
    hints: any,
    scope: 'ci',
    read: readGithub,
  },
  {
    id: 'gitlab',
    files: /(?:^|\/)(?:\.gitlab-ci|[\w.-]+\.gitlab-ci)\.ya?ml$|(?:^|\/)\.gitlab\/ci\/[^/]+\.ya?ml$/,
    hints: any,
    scope: 'ci',
    read: readGitlab,
  },
  {
    id: 'ci',
    files: /(?:^|\/)(?:\.circleci\/config|azure-pipelines|bitbucket-pipelines|\.travis|\.drone)\.ya?ml$/,
    hints: any,
    scope: 'ci',
    read: readOtherCi,
  },
  { id: 'procfile', files: /(?:^|\/)Procfile(?:\.\w+)?$/, hints: /\$/, scope: 'app', read: readProcfile },
  {
    id: 'shell',
    files:
      /\.(?:sh|bash|zsh|ksh)(?:\.eex)?$|(?:^|\/)(?:bin|scripts?|hooks)\/[\w-]+$|(?:^|\/)(?:docker-)?entrypoint$/,
    hints: /\$/,
    scope: 'shell',
    read: (source) => (looksLikeShell(source) ? readShellFile(source) : emptyReading),
  },
  { id: 'prisma', files: /\.prisma$/, hints: /env\(/, read: readPrisma },
  { id: 'terraform', files: /\.tf$/, hints: any, scope: 'container', read: readTerraform },
  {
    id: 'platform-yaml',
    files:
      /(?:^|\/)(?:render|serverless|app)\.ya?ml$|(?:^|\/)(?:k8s|kubernetes|manifests|helm|charts|deploy(?:ment)?s?)\/.+\.ya?ml$/,
    hints: /env/i,
    scope: 'container',
    read: readPlatformYaml,
  },
  {
    id: 'platform-toml',
    files: /(?:^|\/)(?:fly(?:\.\w+)?|netlify|wrangler|railway)\.toml$/,
    hints: any,
    scope: 'container',
    read: readPlatformToml,
  },
  {
    id: 'platform-json',
    files: /(?:^|\/)(?:vercel|app|package)\.json$/,
    hints: /env|\$/,
    scope: 'container',
    read: readPlatformJson,
  },
];

/** A file in `bin/` without an ending is a shell script only when its first line says so. */
const looksLikeShell = ({ path, text }: SourceText): boolean =>
  /\.(?:sh|bash|zsh|ksh)$/.test(path) || /^#!.{0,60}\b(?:ba|z|k|da)?sh\b/.test(text);

/** Whether a file of this name can be read at all. */
export const isReadable = (path: string): boolean => kinds.some(({ files }) => files.test(path));

/** Everything one file says about the environment. Wrappers are functions of other files that read a named variable. */
export function readSource(source: SourceText, wrappers: readonly EnvWrapper[] = []): EnvReading {
  const readings = kinds.flatMap((kind) => {
    if (!kind.files.test(source.path)) return [];
    if (!kind.hints.test(source.text) && wrappers.length === 0) return [];
    if (kind.id === 'javascript' && !mayReadEnv(source.text) && wrappers.length === 0) return [];
    return [
      kind.read(
        { ...source, scope: source.scope === 'test' ? 'test' : (kind.scope ?? source.scope) },
        wrappers,
      ),
    ];
  });
  return {
    uses: readings.flatMap(({ uses }) => uses),
    dynamic: readings.flatMap(({ dynamic }) => dynamic),
    wrappers: readings.flatMap((each) => each.wrappers),
    problem: readings.find(({ problem }) => problem !== null)?.problem ?? null,
  };
}

/** The family whose wrappers can be called from a file. */
export const languageOf = (path: string): string => kinds.find(({ files }) => files.test(path))?.id ?? '';

const testPath =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|spec|specs|e2e|cypress|playwright|testing|fixtures|testdata|test_\w+|src\/test)\/|[._-](?:test|spec|e2e|cy|stories)\.[a-z]+$|_test\.(?:go|py|rb|exs|dart)$|(?:^|\/)(?:test_[\w-]+\.py|conftest\.py|phpunit\.xml(?:\.dist)?|(?:jest|vitest|playwright|cypress|karma)[\w.-]*\.(?:config|setup)[\w.-]*)$|Tests?\.(?:java|kt|cs|php|swift)$/;
const buildPath =
  /(?:^|\/)(?:(?:next|vite|nuxt|svelte|astro|webpack|rollup|esbuild|babel|metro|remix|postcss|tailwind|eslint|drizzle|prisma|knexfile|tsup|rspack|rsbuild)[\w.-]*\.(?:config\.)?[cm]?[jt]s|Makefile|Rakefile|build\.gradle(?:\.kts)?|gulpfile\.[cm]?[jt]s)$/;

/** What a file's place says it is for. */
export const scopeOf = (path: string): EnvScope =>
  testPath.test(path) ? 'test' : buildPath.test(path) ? 'build' : 'app';
