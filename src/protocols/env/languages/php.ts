import { isUpperName } from '../use.ts';
import { literal, type Language } from './language.ts';

const name = String.raw`["'](?<name>[A-Za-z_]\w{0,127})["']`;
const nameOrVariable = String.raw`(?:${name}|(?<ident>\$\w{1,60}|[A-Z][A-Z0-9_]{1,60}|(?:self|static)::\w{1,60}))`;
const fallback = String.raw`(?:\s*,\s*(?<fallback>${literal}|[^,()\n]{1,80}(?:\([^()\n]{0,80}\))?))?`;
const coalesced =
  /^\s{0,3}\)?\s{0,3}\?[?:]\s{0,3}(?!throw)(?<fallback>"[^"\n]{0,200}"|'[^'\n]{0,200}'|[\d.]+|true|false)?/;
/** Set by the web server about the request (RFC 3875 and PHP's manual), not by anybody's environment. */
const serverNames =
  /^(?:HTTP_|REQUEST_|SERVER_|REMOTE_|SCRIPT_|PHP_|PATH_INFO|PATH_TRANSLATED|QUERY_STRING|DOCUMENT_ROOT|GATEWAY_|CONTENT_|AUTH_TYPE|HTTPS$|ORIG_|argv$|argc$|REDIRECT_|SSL_|CONTEXT_)/;

/** Laravel's env(), getenv, $_ENV, $_SERVER, Symfony's %env()%. */
export const php: Language = {
  id: 'php',
  files: /\.php$|\.blade\.php$|(?:^|\/)artisan$/,
  hints: /\benv\(|getenv|\$_ENV|\$_SERVER|Env::|%env\(/,
  syntax: { line: ['//', '#'], block: [['/*', '*/']], strings: ['"', "'"] },
  functions: /\bfunction\s+(?<name>\w+)\s*\((?<parameters>[^)]{0,300})\)/g,
  rules: [
    {
      via: 'env()',
      pattern: new RegExp(String.raw`(?<![\w$>:\\])env\(\s*${nameOrVariable}${fallback}`, 'g'),
      after: coalesced,
    },
    {
      via: 'env()',
      pattern: new RegExp(String.raw`\bEnv::(?:get|getOrFail)\(\s*${nameOrVariable}${fallback}`, 'g'),
      after: coalesced,
    },
    { via: 'getenv', pattern: new RegExp(String.raw`\bgetenv\(\s*${nameOrVariable}`, 'g'), after: coalesced },
    {
      via: '$_ENV',
      pattern: new RegExp(String.raw`\$_ENV\[\s*${nameOrVariable}\s*\](?!\s*=(?!=))`, 'g'),
      after: coalesced,
    },
    { via: 'Symfony', pattern: /%env\((?:\w{1,30}:){0,6}(?<name>[A-Z][A-Z0-9_]{1,127})\)%/g },
  ],
  extra: (text, { add }) => {
    for (const match of text.matchAll(
      /\$_SERVER\[\s*["']([A-Z][A-Z0-9_]{1,127})["']\s*\](?!\s*=(?!=))(\s{0,3}\?\?)?/g,
    )) {
      const [, found = '', isDefaulted] = match;
      if (serverNames.test(found) || !isUpperName(found)) continue;
      add(found, match.index, { via: '$_SERVER', need: isDefaulted === undefined ? 'expected' : 'optional' });
    }
    for (const match of text.matchAll(/->required\(\s*\[?([^)\]]{1,600})/g))
      for (const item of (match[1] ?? '').matchAll(/["']([A-Z][A-Z0-9_]{1,127})["']/g))
        add(item[1] ?? '', match.index, { via: 'phpdotenv', need: 'required' });
  },
};

/** Symfony's and others' YAML: `%env(resolve:DATABASE_URL)%`. */
export const symfonyYaml: Language = {
  id: 'symfony',
  files: /(?:^|\/)config\/.+\.(?:ya?ml|xml)$/,
  hints: /%env\(/,
  syntax: { line: ['#'], block: [], strings: [] },
  rules: [
    {
      via: 'Symfony',
      pattern: /%env\((?:\w{1,30}:){0,6}(?<name>[A-Z][A-Z0-9_]{1,127})\)%/g,
      need: 'required',
    },
  ],
};
