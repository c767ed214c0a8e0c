/** Names that never answer from outside (RFC 6761, RFC 2606, RFC 6762), and tunnels to a developer's machine. */
const localNames =
  /(?:^|\.)(?:localhost|local|test|example|invalid|localdomain|internal\.invalid)$|^host\.docker\.internal$|^(?:localhost|docker|minikube)$/i;
const exampleNames =
  /(?:^|\.)example\.(?:com|net|org)$|(?:^|\.)(?:yourdomain|your-domain|mydomain|yourapp|your-app|domain)\.(?:com|net|org|io|dev)$/i;
const tunnels =
  /\.(?:ngrok(?:-free)?\.(?:io|app|dev)|loca\.lt|localtunnel\.me|serveo\.net|trycloudflare\.com|tunnelmole\.net|lhr\.life|devtunnels\.ms)$/i;

/** Why an address cannot be production's; null when the value is no address, or a fine one. */
export function addressProblem(value: string, name: string): string | null {
  for (const host of hostsIn(value, name)) {
    const bare = host.replaceAll(/^\[|\]$/g, '').toLowerCase();
    if (isLoopback(bare)) return `it points at ${shown(bare)}, this machine itself`;
    if (tunnels.test(bare)) return `it points at ${shown(bare)}, a tunnel to somebody’s computer`;
    if (localNames.test(bare) || exampleNames.test(bare))
      return `it points at ${shown(bare)}, a name that leads nowhere in production`;
  }
  return null;
}

const shown = (host: string): string => host.slice(0, 80);

/** Every host a value names: one URL, several with commas, or a bare `host:port` where the name speaks of an address. */
export function hostsIn(value: string, name: string): readonly string[] {
  const hosts: string[] = [];
  for (const match of value
    .slice(0, 4_000)
    .matchAll(
      /[a-z][a-z0-9+.-]{1,20}:\/\/(?:[^\s/@,]{0,300}@)?((?:\[[0-9a-f:.]{2,45}\]|[^\s/:,?#"']{1,253})(?::\d{1,5})?(?:,[^\s/?#"']{1,253})?)/gi,
    ))
    for (const part of (match[1] ?? '').split(',')) hosts.push(part.replace(/:\d{1,5}$/, ''));
  if (
    hosts.length > 0 ||
    !/(?:HOST|ADDR|ADDRESS|SERVER|SERVERS|BROKERS?|ENDPOINT|DOMAIN|URL|URI|ORIGIN)S?$/i.test(name)
  )
    return hosts;
  // HOST=0.0.0.0 is where a server listens, not where it calls.
  if (/^(?:HOST|HOSTNAME|BIND|LISTEN\w*|\w*_BIND\w*|SERVER_HOST|BIND_ADDRESS|LISTEN_ADDR)$/i.test(name))
    return [];
  return value
    .split(',')
    .map((part) => part.trim().replace(/:\d{1,5}$/, ''))
    .filter((part) => /^(?:\[?[0-9a-f:]*:[0-9a-f:.]*\]?|[a-z0-9.-]{1,253})$/i.test(part));
}

const isLoopback = (host: string): boolean =>
  /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host) ||
  host === '::1' ||
  host === '0.0.0.0' ||
  host === '::' ||
  host === '0:0:0:0:0:0:0:1' ||
  host === 'localhost' ||
  host.endsWith('.localhost');
