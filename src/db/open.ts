import type { Result } from '../model/outside.ts';
import type { Looked } from './looked.ts';

/** `postgres://...`, or `mysql://...` and `mariadb://...`: each server is reached through its own client, loaded only then. */
export const isDatabaseAddress = (url: string): boolean =>
  /^(?:postgres(?:ql)?|mysql|mariadb):\/\//.test(url) && URL.canParse(url);

const isMysql = (url: string): boolean => /^(?:mysql|mariadb):/.test(url);

/** Opens a session in which the server refuses every write. */
export async function openReadOnly(url: string): Promise<Result<Looked>> {
  if (isMysql(url)) return (await import('./mysql/looked.ts')).lookAtMysql(url);
  return (await import('./postgres/looked.ts')).lookAtPostgres(url);
}
