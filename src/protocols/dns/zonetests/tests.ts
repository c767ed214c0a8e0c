import { address01, address03 } from './address.ts';
import { basic01, basic02 } from './basic.ts';
import { dnssec16 } from './cds.ts';
import { consistency04, delegation04, delegation05, delegation06, delegation07 } from './authority.ts';
import { dnssec10 } from './denial.ts';
import { delegation01, delegation02, delegation03 } from './delegation.ts';
import { dnssec05 } from './dnskeys.ts';
import { dnssec01, dnssec07 } from './ds.ts';
import { consistency05 } from './glue.ts';
import { zone09 } from './mail.ts';
import { dnssec03 } from './nsec3.ts';
import { connectivity04 } from './prefixes.ts';
import type { ZoneTest } from './session.ts';
import { consistency01, consistency02, consistency03, consistency06 } from './soa.ts';
import { zone11 } from './spf.ts';
import { nameserver15 } from './version.ts';

/** Every zone test by its Zonemaster identifier. */
export const zoneTests = {
  address01,
  address03,
  basic01,
  basic02,
  connectivity04,
  consistency01,
  consistency02,
  consistency03,
  consistency04,
  consistency05,
  consistency06,
  delegation01,
  delegation02,
  delegation03,
  delegation04,
  delegation05,
  delegation06,
  delegation07,
  dnssec01,
  dnssec03,
  dnssec05,
  dnssec07,
  dnssec10,
  dnssec16,
  nameserver15,
  zone09,
  zone11,
} as const satisfies Readonly<Record<string, ZoneTest>>;

export type ZoneTestName = keyof typeof zoneTests;
