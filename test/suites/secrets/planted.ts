import { allRules } from '../../../src/protocols/secrets/all-rules.ts';
import { fillTemplate, type Pick } from '../../../src/protocols/secrets/example.ts';
import type { SecretRule } from '../../../src/protocols/secrets/rule.ts';

export interface Planted {
  readonly path: string;
  readonly text: string;
  readonly rule: SecretRule;
}
type Shape = (name: string, value: string) => string;

/** Files as people write them: where a value stands among other code. */
const places: readonly (readonly [string, Shape])[] = [
  ['.env', (name, value) => `NODE_ENV=production\n${name}=${value}\nPORT=3000`],
  ['.env.production', (name, value) => `${name}="${value}"\nDEBUG=0`],
  [
    'src/config.ts',
    (name, value) => `export const config = {\n  ${camel(name)}: '${value}',\n  retries: 3,\n};`,
  ],
  ['src/client.js', (name, value) => `const ${camel(name)} = process.env.${name} || "${value}";`],
  ['settings.py', (name, value) => `DEBUG = False\n${name} = "${value}"  # live`],
  ['app.py', (name, value) => `client = Client(${name.toLowerCase()}='${value}', timeout=5)`],
  ['config.json', (name, value) => `{\n  "name": "shop",\n  "${camel(name)}": "${value}"\n}`],
  [
    'docker-compose.yml',
    (name, value) => `services:\n  web:\n    environment:\n      ${name}: ${value}\n      TZ: UTC`,
  ],
  ['deploy.sh', (name, value) => `#!/bin/sh\nset -e\nexport ${name}=${value}\nnpm run deploy`],
  ['terraform/prod.tfvars', (name, value) => `region = "eu-west-1"\n${name.toLowerCase()} = "${value}"`],
  [
    'application.properties',
    (name, value) => `server.port=8080\n${name.toLowerCase().replaceAll('_', '.')}=${value}`,
  ],
  [
    'dist/app.min.js',
    (name, value) => `!function(){var e={a:1,${camel(name)}:"${value}",b:2};window.s=e}();`,
  ],
  ['notes.ipynb', (name, value) => `{"cells":[{"source":["${name} = \\"${value}\\"\\n","run()"]}]}`],
  ['main.go', (name, value) => `const ${camel(name)} = \`${value}\`\n\nfunc main() {}`],
  ['Dockerfile', (name, value) => `FROM node:24\nENV ${name}=${value}\nCMD ["node"]`],
  ['logs/build.log', (name, value) => `12:01 start\n12:02 using ${name}=${value} from shell\n12:03 done`],
];

/** Every kind of secret once per seed, in a place drawn by chance. */
export function plantedSecrets(pick: Pick): readonly Planted[] {
  return allRules
    .filter(({ kind }) => kind === 'secret')
    .map((rule) => {
      const example = fillTemplate(rule.example, pick);
      if (
        /\n|[{"'<;]|^Authorization|^curl|^machine|^https:|^PrivateKey|APP_KEY|secret_key_base|SECRET_KEY =/.test(
          example,
        )
      )
        return { path: 'config/plain.txt', text: `before\n${example}\nafter`, rule };
      const [, named, own] = /^([A-Z][A-Z0-9_]+)=([^]+)$/.exec(example) ?? [];
      const [path, shape] = places[pick(places.length)] ?? ['.env', (name, value) => `${name}=${value}`];
      const name =
        named ?? ['SERVICE_CREDENTIAL', 'INTEGRATION', 'BACKEND_CONFIG', 'UPSTREAM'][pick(4)] ?? 'UPSTREAM';
      return { path, text: shape(name, own ?? example), rule };
    });
}

const camel = (name: string): string =>
  name.toLowerCase().replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
