/** Labels small products commonly use, asked one by one. Public knowledge; the list stays short on purpose. */
export const wellKnownLabels: readonly string[] = [
  'admin', 'administrator', 'alpha', 'analytics', 'api', 'api-staging', 'app', 'apps', 'assets', 'auth', 'backend', 'backup', 'beta',
  'blog', 'cdn', 'checkout', 'ci', 'client', 'cms', 'control', 'cpanel', 'dashboard', 'db', 'demo', 'dev', 'development', 'docs',
  'files', 'forum', 'git', 'grafana', 'help', 'id', 'img', 'internal', 'jenkins', 'legacy', 'login', 'm', 'mail', 'media', 'metrics',
  'mx', 'new', 'old', 'panel', 'pay', 'phpmyadmin', 'portal', 'preprod', 'preview', 'prod', 'qa', 'sandbox', 'shop', 'smtp', 'stage',
  'staging', 'static', 'status', 'store', 'support', 'test', 'testing', 'uat', 'v1', 'v2', 'vpn', 'webmail',
]; // prettier-ignore

/** Labels that tell of something not meant for customers: unfinished, internal, or left over. */
const riskyLabels = new Set([
  'admin', 'administrator', 'alpha', 'api-staging', 'backend', 'backup', 'beta', 'ci', 'control', 'cpanel', 'db', 'demo', 'dev',
  'development', 'git', 'grafana', 'internal', 'jenkins', 'legacy', 'metrics', 'old', 'panel', 'phpmyadmin', 'preprod', 'preview',
  'qa', 'sandbox', 'stage', 'staging', 'test', 'testing', 'uat',
]); // prettier-ignore

/** `staging.example.com`, `old-shop.example.com`, `api-dev.example.com`. */
export const isRiskyName = (name: string): boolean =>
  riskyLabels.has(name.split('.')[0] ?? '') ||
  (name.split('.')[0] ?? '').split('-').some((word) => riskyLabels.has(word));

/** Names that carry mail, DNS or remote access: they need not answer like a web site, and nobody lists them. */
export const isServiceName = (name: string): boolean =>
  /^(mail|smtp|imap|pop3?|mx|ns|dns|autodiscover|autoconfig|s?ftp|vpn|ssh|email|webmail|lyncdiscover|sip)\d*\.|^_/.test(
    name,
  );
