/** The standard tools' commands that show what our probes saw. */

/** `openssl s_client` with the host's name; `more` are further options. */
export const sClient = (host: string, more = ''): string =>
  `openssl s_client -connect ${host}:443 -servername ${host}${more === '' ? '' : ` ${more}`} </dev/null`;

/** The leaf certificate, printed by `openssl x509` with these options. */
export const showLeaf = (host: string, options: string): string =>
  `${sClient(host)} 2>/dev/null | openssl x509 -noout ${options}`;

/** Response headers only, one line each. */
export const curlHeaders = (url: string): string => `curl -sS -o /dev/null -D - ${url}`;
