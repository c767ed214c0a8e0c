/** As much of a browser's cookie jar as a redirect loop needs: name and value by host; attributes are not judged here. */
export interface CookieJar {
  readonly store: (host: string, setCookies: readonly string[]) => void;
  readonly header: (host: string) => string | null;
}

const maxCookies = 50;
const maxCookieBytes = 4096;

export function createCookieJar(): CookieJar {
  const hosts = new Map<string, Map<string, string>>();
  return {
    store: (host, setCookies) => {
      const cookies = hosts.get(host) ?? new Map<string, string>();
      hosts.set(host, cookies);
      for (const text of setCookies) {
        const pair = /^\s*([^=;\s]+)\s*=\s*([^;]*)/.exec(text);
        const [, name, value] = pair ?? [];
        if (name === undefined || value === undefined || text.length > maxCookieBytes) continue;
        if (cookies.size < maxCookies) cookies.set(name, value.trim());
      }
    },
    header: (host) => {
      const cookies = [...(hosts.get(host) ?? [])];
      return cookies.length === 0 ? null : cookies.map(([name, value]) => `${name}=${value}`).join('; ');
    },
  };
}
