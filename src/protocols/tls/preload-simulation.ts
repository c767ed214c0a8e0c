import { isClosed, type StartPageAnswer } from './hsts-view.ts';

/** One host of the inventory as far as it was looked at. */
export interface InventoryHost {
  readonly name: string;
  /** null: nothing could be learned, for example because the name has no address. */
  readonly pages: { readonly https: StartPageAnswer; readonly http: StartPageAnswer } | null;
  /** A certificate or handshake of the host is faulty at some address. */
  readonly isTlsBroken: boolean;
}

export interface Fate {
  readonly name: string;
  readonly fate: 'survives' | 'dies' | 'cannot be clicked through' | 'not a web host' | 'unknown';
  readonly why: string;
}

/**
 * What becomes of the hosts below `parent` when browsers insist on HTTPS for all of them (RFC 6797 sections 8.3, 8.4 and 14.4):
 * those that serve plain HTTP only are gone, and certificate warnings lose their way around.
 */
export const subdomainFates = (parent: string, hosts: readonly InventoryHost[]): readonly Fate[] =>
  hosts.filter(({ name }) => name.endsWith(`.${parent}`)).map(fateOf);

function fateOf({ name, pages, isTlsBroken }: InventoryHost): Fate {
  if (pages === null) return { name, fate: 'not a web host', why: 'it has no address that could be asked' };
  const { https, http } = pages;
  if (https.state === 'answered')
    return isTlsBroken
      ? { name, fate: 'cannot be clicked through', why: 'its certificate or handshake is faulty' }
      : { name, fate: 'survives', why: `HTTPS answers with status ${https.status}` };
  if (isClosed(https) && isClosed(http))
    return { name, fate: 'not a web host', why: 'neither port 80 nor port 443 is open' };
  if (isClosed(https) && http.state === 'answered')
    return { name, fate: 'dies', why: `HTTP answers with status ${http.status}, HTTPS is closed` };
  if (https.kind === 'tls')
    return { name, fate: 'cannot be clicked through', why: 'its certificate or handshake is faulty' };
  return { name, fate: 'unknown', why: https.message };
}
