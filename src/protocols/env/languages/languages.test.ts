import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSource } from '../read-source.ts';

const read = (path: string, text: string): readonly string[] =>
  readSource({ path, text, scope: 'app' })
    .uses.filter(({ role }) => role === 'read')
    .map(
      ({ name, line, need, fallback }) => `${name}:${line} ${need}${fallback === null ? '' : ` ${fallback}`}`,
    );

// DEP-2: one row per way of writing it.
it.each([
  [
    'a.py',
    'import os\nos.environ["AA"]\nos.getenv("BB", "x")\nos.environ.get("CC") or "d"\nx = 1 # os.environ["NO"]',
    ['AA:2 required', 'BB:3 optional x', 'CC:4 optional d'],
  ],
  ['a.py', 'KEY = "NAMED"\nos.environ[KEY]\nos.environ["SET"] = "1"', ['NAMED:2 required']],
  [
    's.py',
    'from decouple import config\nconfig("AA", default="x", cast=bool)\nconfig("BB")',
    ['AA:2 optional x', 'BB:3 required'],
  ],
  [
    'settings.py',
    'class Db(BaseModel):\n    url: str\n\nclass S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="A_", env_nested_delimiter="__")\n    db: Db\n    port: int = 1\n',
    ['A_DB__URL:2 required', 'A_PORT:7 optional 1'],
  ],
  [
    'a.py',
    'import os\nif os.getenv("AA"):\n  x()\nif b := os.getenv("BB"):\n  x()\nif os.getenv("CC") == "on":\n  x()\nif not os.getenv("DD"):\n  raise SystemExit\ny = os.getenv("EE") == ""\n',
    ['AA:2 optional', 'BB:4 optional', 'CC:6 optional', 'DD:8 expected', 'EE:10 expected'],
  ],
  [
    'main.rs',
    '#[arg(long, env, default_value_t = 80)]\nport: u16,\n#[arg(env("AA"))]\na: Option<String>,\n#[clap(help = "not env", long)]\nb: String,\n#[arg(env = "CC", help = "[x]")]\nc: String,\nlet d = match env::var("DD") { Ok(v) => v, Err(_) => "d".into() };\nlet e = match env::var("EE") { Ok(v) => v, Err(_) => panic!("EE") };\n',
    ['PORT:1 optional 80', 'AA:3 optional', 'CC:7 required', 'DD:9 optional', 'EE:10 expected'],
  ],
  [
    'application.yml',
    'dir: ${AA:/var/${BB:x}/log}\nurl: ${CC}\n',
    ['AA:1 optional /var/${BB:x}/log', 'BB:1 optional x', 'CC:2 required'],
  ],
  [
    'a.rb',
    "ENV['AA']\nENV.fetch('BB')\nENV.fetch('CC') { 3000 }\nENV['DD'] || raise('x')\n# ENV['NO']",
    ['AA:1 expected', 'BB:2 required', 'CC:3 optional 3000', 'DD:4 required'],
  ],
  [
    'a.php',
    "<?php\nenv('AA');\nenv('BB', 'x');\ngetenv('CC') ?: 'd';\n$_ENV['EE'] ?? null;\n$_SERVER['HTTP_HOST'];",
    ['AA:2 expected', 'BB:3 optional x', 'CC:4 optional d', 'EE:5 optional'],
  ],
  [
    'a.go',
    'os.Getenv("AA")\nv, ok := os.LookupEnv("BB")\n// os.Getenv("NO")\ntype T struct { P int `env:"CC" envDefault:"1"` }',
    ['AA:1 expected', 'BB:2 expected', 'CC:4 optional 1'],
  ],
  [
    'A.java',
    '@Value("${AA:x}") String a;\n@Value("${spring.name}") String s;\nSystem.getenv("BB");\nSystem.getenv().getOrDefault("CC", "d");',
    ['AA:1 optional x', 'BB:3 expected', 'CC:4 optional d'],
  ],
  [
    'a.rs',
    'env::var("AA").unwrap();\nenv::var("BB").unwrap_or("c".into());\nlet x = env!("DD");\noption_env!("EE");',
    ['AA:1 required', 'BB:2 optional c', 'DD:3 required', 'EE:4 optional'],
  ],
  [
    'a.exs',
    'System.get_env("AA")\nSystem.get_env("BB", "c")\nSystem.fetch_env!("DD")\nSystem.get_env("EE") || raise "no"',
    ['AA:1 expected', 'BB:2 optional c', 'DD:3 required', 'EE:4 required'],
  ],
  [
    'a.cs',
    'Environment.GetEnvironmentVariable("AA");\nEnvironment.GetEnvironmentVariable("BB") ?? "c";\nEnvironment.GetEnvironmentVariable("DD") ?? throw new XX();',
    ['AA:1 expected', 'BB:2 optional c', 'DD:3 required'],
  ],
  [
    'a.sh',
    "#!/bin/sh\nXX=1\necho \"$XX $AA ${BB:-c} ${DD:?no}\"\necho '$NO' # $NO2\ncat <<'EE'\n$NO3\nEE\necho $HOME $1",
    ['AA:3 expected', 'BB:3 optional c', 'DD:3 required'],
  ],
  [
    'Dockerfile',
    'FROM x\nARG AA\nARG BB=c\nENV DD=1\nCMD node $EE $DD\n# ARG NO',
    ['AA:2 expected', 'BB:3 optional c', 'EE:5 expected'],
  ],
  [
    'compose.yaml',
    'services:\n  a:\n    environment:\n      - AA\n      - BB=${CC:-d}\n      - EE=$$NO\n',
    ['CC:5 optional d', 'AA:4 expected'],
  ],
  [
    '.github/workflows/x.yml',
    'on: push\njobs:\n  a:\n    steps:\n      - run: echo $BB $GITHUB_SHA\n        env:\n          XX: ${{ secrets.AA }}\n',
    ['AA:7 required', 'BB:5 expected'],
  ],
  [
    '.gitlab-ci.yml',
    'variables:\n  SET: "1"\na:\n  script:\n    - echo $SET $AA $CI_COMMIT_SHA\n',
    ['AA:5 expected'],
  ],
  ['Procfile', 'web: x -p $PORT -w ${WW:-2}\n', ['PORT:1 expected', 'WW:1 optional 2']],
  ['schema.prisma', 'url = env("AA") // env("NO")\n', ['AA:1 required']],
  ['serverless.yml', 'a: ${env:AA}\nb: ${env:BB, "c"}\n', ['AA:1 required', 'BB:2 optional c']],
  [
    'nuxt.config.ts',
    'export default defineNuxtConfig({ runtimeConfig: { apiSecret: "", public: { apiBase: "/x" } } })',
    ['NUXT_API_SECRET:1 required', 'NUXT_PUBLIC_API_BASE:1 optional /x'],
  ],
  [
    'a.svelte',
    '<script>\nimport { AA } from "$env/static/private";\nimport { env } from "$env/dynamic/private";\nenv.BB;\n</script>',
    ['AA:2 required', 'BB:4 expected'],
  ],
  [
    'a.ts',
    "import * as v from 'valibot';\nv.parse(v.object({ AA: v.optional(v.string(), 'x'), BB: v.pipe(v.string(), v.url()) }), process.env)",
    ['AA:2 optional x', 'BB:2 required'],
  ],
  [
    'a.ts',
    "import { type } from 'arktype';\nconst Env = type({ AA: 'string', 'BB?': 'number' });\nEnv(process.env)",
    ['AA:2 required', 'BB:2 optional'],
  ],
  [
    'a.ts',
    "import convict from 'convict';\nconvict({ port: { env: 'AA', default: 3, format: 'port' }, s: { env: 'BB', default: null, format: String } })",
    ['AA:2 optional 3', 'BB:2 required'],
  ],
  [
    'a.ts',
    "import * as env from 'env-var';\nenv.get('AA').required().asString();\nenv.get('BB').default('3').asPortNumber()",
    ['AA:2 required', 'BB:3 optional 3'],
  ],
  [
    'worker.ts',
    'export default { fetch(request, env) { return env.NOT_ONE } }\nconst env = process.env; env.AA',
    ['AA:2 expected'],
  ],
  [
    'a.ts',
    '// process.env.NO\nconst s = "process.env.NO2";\nprocess.env.hasOwnProperty("x"); process.env.AA',
    ['AA:3 expected'],
  ],
] as const)('%s: %s', (path, text, expected) => {
  expect(read(path, text)).toEqual(expected);
});

it('names made at run time are told, not guessed', () => {
  const reading = readSource({
    path: 'a.ts',
    text: 'export const get = (k) => process.env[`X_${k}`]',
    scope: 'app',
  });
  expect(reading).toMatchObject({ uses: [], dynamic: [{ line: 1, expression: 'process.env[`X_${k}`]' }] });
});

it('what cannot be parsed is a problem', () => {
  expect(readSource({ path: 'a.ts', text: 'const = process.env', scope: 'app' }).problem).toMatch(
    /^it cannot be parsed: /,
  );
});

it('whatever the text, no reader throws', () => {
  const paths = [
    'a.ts',
    'a.vue',
    'a.py',
    'a.rb',
    'a.php',
    'a.go',
    'a.java',
    'a.rs',
    'a.exs',
    'a.cs',
    'a.sh',
    'Dockerfile',
    'compose.yaml',
    '.github/workflows/a.yml',
    '.gitlab-ci.yml',
    'a.tf',
    'package.json',
    'fly.toml',
  ];
  const parts = [
    'process.env',
    '.A',
    '["B"]',
    'ENV',
    '(',
    ')',
    '{',
    '}',
    '"',
    "'",
    '`',
    '${',
    '\n',
    'os.environ',
    '=',
    ': ',
    '- ',
    '#',
    '//',
    '/*',
    '$X',
    'env:',
    '<<EOF',
    '\\',
    'é',
    '\0',
    'import ',
    'class X(BaseSettings):\n  a: int',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...paths),
      fc.array(fc.constantFrom(...parts), { maxLength: 40 }),
      (path, text) => readSource({ path, text: text.join(''), scope: 'app' }).uses.length >= 0,
    ),
    { seed: 7, numRuns: 500 },
  );
});
