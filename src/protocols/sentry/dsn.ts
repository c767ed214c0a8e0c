export interface Dsn {
  readonly scheme: 'http' | 'https';
  readonly publicKey: string;
  readonly host: string;
  /** Between host and project, without slash at the end: `` or `/errors`. */
  readonly path: string;
  readonly projectId: string;
}

const maxLength = 1000;

/** `{scheme}://{key}[:{secret}]@{host}[:{port}][/{path}]/{project}`; null when it is none. The old secret part is ignored. */
export function readDsn(text: string): Dsn | null {
  if (text.length > maxLength || !URL.canParse(text)) return null;
  const url = new URL(text);
  const scheme = url.protocol.slice(0, -1);
  const parts = url.pathname.replace(/\/+$/, '').split('/');
  const projectId = parts.pop() ?? '';
  if ((scheme !== 'http' && scheme !== 'https') || !isKey(url.username) || !/^\w{1,64}$/.test(projectId))
    return null;
  return { scheme, publicKey: url.username, host: url.host, path: parts.join('/'), projectId };
}

export const isKey = (text: string): boolean => /^[\w-]{1,100}$/.test(text);

export const printDsn = ({ scheme, publicKey, host, path, projectId }: Dsn): string =>
  `${scheme}://${publicKey}@${host}${path}/${projectId}`;
