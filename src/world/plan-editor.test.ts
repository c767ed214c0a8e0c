import { describe, expect, it } from 'vitest';
import { unixMs } from '../model/brand.ts';
import { deepFreeze } from '../model/json.ts';
import { healthyPlan } from './healthy/healthy-plan.ts';
import { PlanEditor } from './plan-editor.ts';

// Frozen: a change in place would throw.
const plan = deepFreeze(healthyPlan(unixMs(Date.UTC(2026, 10, 22))));
const world = new PlanEditor(plan);

describe('changing a plan', () => {
  it('a record set is replaced, its TTL kept or given', () => {
    const zone = world.zone
      .replace('www', 'A', ['89.187.162.99'])
      .zone.replace('new', 'A 60', ['89.187.162.98']).zone;
    expect(zone.values('www', 'A')).toEqual(['89.187.162.99']);
    expect(zone.zone.records.filter((record) => record.name.startsWith('new'))).toEqual([
      { name: 'new.harbormarket.shop', type: 'A', ttlSeconds: 60, value: '89.187.162.98' },
    ]);
    expect(world.zone.values('www', 'A')).toEqual(['89.187.162.20']);
  });

  it('one server gets its own version of the zone', () => {
    const changed = world.zoneOn('ns2').soa({ serial: 7 }).zoneOn('ns2').add('@', 'TXT', ['"x"']).plan;
    const own = changed.nameServers['ns2.harbormarket.shop']?.versions['harbormarket.shop'];
    expect(own?.records.find((record) => record.type === 'SOA')?.value).toBe(
      'ns1.harbormarket.shop. hostmaster.harbormarket.shop. 7 14400 3600 1209600 1800',
    );
    expect(changed.zones['harbormarket.shop']).toBe(plan.zones['harbormarket.shop']);
  });

  it('launch.yaml says more: sections, and fields of one host', () => {
    const changed = world.declareHost('api', { changing: true }).declareHost('m', { role: 'app' });
    expect(changed.declare({ redirects: [] }).plan.declared).toEqual({
      sections: { redirects: [] },
      hosts: { 'api.harbormarket.shop': { changing: true }, 'm.harbormarket.shop': { role: 'app' } },
    });
  });

  it('the parent is a zone like any other', () => {
    const changed = world.zoneOf('shop').replace('ns1.harbormarket', 'A', ['45.90.28.99']);
    expect(changed.zoneOf('shop').values('ns1.harbormarket', 'A')).toEqual(['45.90.28.99']);
  });

  it('a third party is delegated and served', () => {
    const changed = world.addThirdParty('herokudns.com', 'app A 139.162.130.44').plan;
    expect(changed.nameServers['ns1.thirdparty-dns.net']?.zones).toContain('herokudns.com');
    expect(changed.zones['com']?.records.some((record) => record.name === 'herokudns.com')).toBe(true);
  });

  it('so is one under a top-level domain nobody had before', () => {
    const changed = world.addThirdParty('github.io');
    expect(changed.zoneOf('.').values('io', 'NS')).toEqual(['a.registry-servers.net.']);
    expect(changed.zoneOf('io').values('github', 'NS')).toEqual(['ns1.thirdparty-dns.net.']);
    expect(changed.plan.nameServers['a.registry-servers.net']?.zones).toContain('io');
  });

  it('hosts, headers, redirects and certificates', () => {
    const changed = world
      .headers('@', { 'x-frame-options': null })
      .redirect('@', { from: '/old', to: '/new' })
      .certificate('api', { endsInDays: -1 }).plan;
    expect(changed.hosts['harbormarket.shop']?.headers['x-frame-options']).toBeNull();
    expect(changed.hosts['harbormarket.shop']?.redirects[0]).toEqual({
      from: '/old',
      to: '/new',
      agent: null,
      scheme: 'https',
      status: 301,
      keepsQuery: true,
    });
    expect(changed.certificates['api.harbormarket.shop']?.endsInDays).toBe(-1);
  });

  it('what does not exist is said by name', () => {
    expect(() => world.host('nowhere', {})).toThrow(
      'The demo internet has no host nowhere.harbormarket.shop',
    );
    expect(() => world.zoneOf('nowhere.org')).toThrow('The demo internet has no zone nowhere.org');
    expect(() => world.nameServer('ns9', {})).toThrow(
      'The demo internet has no name server ns9.harbormarket.shop',
    );
  });
});
