import type { Severity } from '../../model/check.ts';

interface Exposed {
  readonly text: string;
  readonly severity: Severity;
  readonly path: string;
  readonly line: number;
}

const shapes: readonly (readonly [RegExp, Severity, string])[] = [
  [
    /(?:^|\/)\.env(?:\.(?!example|sample|template)[\w.-]+)?$/,
    'blocker',
    'a file of variables would be served',
  ],
  [/(?:^|\/)\.git\//, 'blocker', 'the git repository would be served'],
  [
    /(?:^|\/)(?:id_rsa|id_ed25519|[\w.-]+\.(?:pem|p12|pfx|key))$/,
    'high',
    'a private key file would be served',
  ],
  [/\.(?:sql|dump|bak|sqlite3?|db)(?:\.gz)?$/, 'high', 'a database dump or backup would be served'],
  [
    /(?:^|\/)(?:\.npmrc|\.pypirc|\.netrc|\.htpasswd|credentials\.json|service-account[\w-]*\.json)$/,
    'high',
    'a file of credentials would be served',
  ],
  [
    /(?:^|\/)(?:phpinfo|info|test)\.php$|(?:^|\/)adminer[\w.-]*\.php$/,
    'high',
    'a debug page would be served',
  ],
  [/\.(?:js|css|mjs)\.map$/, 'medium', 'a source map would be served, and with it the source'],
  [/(?:^|\/)(?:\.DS_Store|Thumbs\.db|\.idea\/|\.vscode\/)/, 'low', 'a leftover of an editor would be served'],
];

/** Whether a file of a build's public output is one nobody should be able to fetch; null when it is fine. */
export function exposedFile(path: string): Exposed | null {
  const shape = shapes.find(([pattern]) => pattern.test(path));
  return shape === undefined ? null : { text: `${shape[2]}: ${path}`, severity: shape[1], path, line: 1 };
}
