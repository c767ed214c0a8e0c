/** What a cookie seems to be for, by its name alone: frameworks name theirs alike. */
export type CookieKind = 'session' | 'anti-csrf' | 'other';

const antiCsrf = /csrf|xsrf/i;
const session =
  /sess(?:ion)?(?![a-z]*storage)|(?:^|[_.-])(?:sid|auth|jwt|token|login|remember)(?:$|[_.-])|^(?:PHPSESSID|JSESSIONID|ASP\.NET_SessionId|\.AspNetCore|laravel_|connect\.sid|sb-.*-auth)/i;
/** Load balancers call theirs a session too; nothing is gained by stealing them. */
const infrastructure = /affinity|^(?:AWSALB|AWSELB|ARRAffinity|BIGip|SERVERID|__cf|_ga|_gid|_fbp)/i;
/** Analytics call a visit a session. */
const analytics =
  /^(?:_ga|_gid|_hj|_pk_|ajs_|amplitude|mp_|ai_|intercom-|_clsk|_uet|optimizely|_session_start)/i;

export function cookieKind(name: string): CookieKind {
  if (infrastructure.test(name) || analytics.test(name)) return 'other';
  if (antiCsrf.test(name)) return 'anti-csrf';
  return session.test(name.replace(/^__(?:Host|Secure)-/i, '')) ? 'session' : 'other';
}
