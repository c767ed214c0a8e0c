import { mailServices } from './table.ts';

export interface Place {
  readonly host: string;
  readonly type: 'MX' | 'CNAME' | 'SPF' | 'TXT';
}

/**
 * Names below a domain where some service wants a record of its own, besides the domain itself and its selectors. Names that hold
 * a value only the account knows cannot be asked for.
 */
export const placesToAsk = (domain: string): readonly Place[] => {
  const places = mailServices
    .flatMap(({ records }) => records)
    .filter(({ host, purpose }) => host !== '@' && !host.includes('<') && purpose !== 'dkim')
    .map(({ host, type }): Place => ({ host: `${host}.${domain}`, type }));
  return [...new Map(places.map((place) => [`${place.type} ${place.host}`, place])).values()];
};
