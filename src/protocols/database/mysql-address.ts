/** How to reach a MySQL or MariaDB. */
export interface MysqlAddress {
  readonly host: string;
  readonly port: number;
  /** Null: over the network. */
  readonly socketPath: string | null;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** `preferred`: encrypted where the server can, as MySQL's own clients do. */
  readonly encryption: 'off' | 'preferred' | 'required' | 'verified';
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;
const defaultPort = 3306;

/**
 * `mysql://user:password@host:3306/shop?ssl-mode=REQUIRED`, with the parameters the common libraries use for encryption (`ssl-mode`,
 * `sslmode`, `ssl`, `sslaccept`, `useSSL`) and for sockets (`socket`, `socketPath`, `unix_socket`). Null when it names no database.
 */
export function mysqlAddress(url: string): MysqlAddress | null {
  if (!URL.canParse(url)) return null;
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const database = decoded(pathname.slice(1));
  if (database === '' || database.includes('/')) return null;
  const host = decoded(hostname).replace(/^\[|\]$/g, '') || 'localhost';
  return {
    host,
    port: port === '' ? defaultPort : Number(port),
    socketPath:
      searchParams.get('socketPath') ?? searchParams.get('socket') ?? searchParams.get('unix_socket'),
    user: decoded(username),
    password: decoded(password),
    database,
    encryption: encryptionOf(searchParams, host),
  };
}

function encryptionOf(given: URLSearchParams, host: string): MysqlAddress['encryption'] {
  const mode = (
    given.get('ssl-mode') ??
    given.get('sslmode') ??
    given.get('ssl') ??
    given.get('useSSL') ??
    ''
  )
    .toLowerCase()
    .replaceAll('-', '_');
  if (/^(?:disabled?|false|0|off)$/.test(mode)) return 'off';
  if (/verify|"rejectunauthorized":\s*true/.test(mode) || given.get('sslaccept') === 'strict')
    return 'verified';
  if (/^(?:preferred|prefer)$/.test(mode)) return 'preferred';
  if (mode !== '' || given.has('sslaccept')) return 'required';
  return loopback.test(host) ? 'off' : 'preferred';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
