import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { impliedManifest } from './implied.ts';
import { parseManifest } from './parse.ts';

const sample = (name: string): string => readFileSync(join(import.meta.dirname, 'samples', name), 'utf8');

describe('what a manifest says', () => {
  test('three keys are enough', () => {
    const { manifest, problems } = parseManifest(sample('minimal.yaml'), 'launch.yaml');
    expect(problems).toEqual([]);
    expect(manifest).toMatchObject({
      isDeclared: true,
      product: { name: 'Waitlist', domain: 'waitlist.example', canonicalHost: null },
      profile: 'waitlist',
      hosts: [{ name: 'waitlist.example', role: 'apex', isPublic: true }],
      journeys: [],
      deploy: { command: null, watchMinutes: 10 },
      isPrivateNetworkAllowed: false,
    });
  });

  test('every noun, short forms written out', () => {
    const { manifest, problems } = parseManifest(sample('shop.yaml'), 'shop.yaml');
    expect(problems).toEqual([]);
    expect(manifest?.overrides).toEqual({
      'redirects.maxHops': 2,
      'api.p95GoodMs': '400ms',
      'alert.channels': 'email, chat',
    });
    expect(manifest?.hosts.map(({ name, role, isPublic }) => [name, role, isPublic])).toEqual([
      ['kiln.example', 'apex', true],
      ['www.kiln.example', 'www', true],
      ['api.kiln.example', 'api', true],
      ['crm.kiln.example', 'admin', false],
    ]);
    expect(manifest?.redirects[0]).toEqual({
      from: '/shop',
      to: '/products',
      status: null,
      keepsQuery: true,
    });
    expect(manifest?.mail.domains).toEqual(['kiln.example', 'mail.kiln.example']);
    expect(manifest?.routes.map(({ id, method, url, p95Ms }) => [id, method, url, p95Ms])).toEqual([
      ['get-api-health', 'GET', '/api/health', null],
      ['order', 'POST', '/api/orders', 450],
    ]);
    expect(manifest?.pages[1]).toEqual({ url: '/account', isPrivate: true, isIndexed: false });
    expect(manifest?.deploy).toMatchObject({
      branch: 'main',
      watchMinutes: 15,
      rollbackCommand: 'fly deploy --image previous',
    });
    expect(manifest?.monitors[1]).toMatchObject({
      intervalSeconds: 300,
      failuresBeforeAlert: 3,
      dependsOn: ['home'],
    });
    expect(manifest?.alerts.map(({ afterMinutes }) => afterMinutes)).toEqual([0, 10, 0]);
  });

  test('journey steps become the closed union', () => {
    const steps = parseManifest(sample('shop.yaml'), 'shop.yaml').manifest?.journeys[0]?.steps ?? [];
    expect(steps.map(({ kind, name, timeoutMs }) => [kind, name, timeoutMs])).toEqual([
      ['open', 'open /', 10_000],
      ['request', 'POST /api/cart', 10_000],
      ['browser', 'in the browser', 30_000],
      ['webhook', 'stripe checkout.session.completed', 10_000],
      ['wait', 'wait for GET /api/orders/${order}', 20_000],
      ['mail', 'mail Your order', 135_000],
      ['upload', 'upload to /api/reviews/photo', 30_000],
      ['open', 'open /photos/${photo}', 10_000],
    ]);
    expect(steps[1]).toMatchObject({
      method: 'POST',
      url: '/api/cart',
      body: { kind: 'json', value: { sku: 'bowl-1', email: '${email}' } },
      expect: { status: [200, 201], headers: { 'content-type': 'json' }, json: { 'items.0.sku': 'bowl-1' } },
      save: [
        { name: 'cart', from: 'json', at: 'id' },
        { name: 'session', from: 'cookie', at: 'sid' },
      ],
    });
    expect(steps[2]).toMatchObject({
      device: 'desktop',
      actions: [
        { kind: 'goto', url: '/checkout?cart=${cart}' },
        { kind: 'fill', selector: '#name', value: 'Test' },
        { kind: 'fill', selector: '#email', value: '${email}' },
        { kind: 'select', selector: '#country', value: 'DE' },
        { kind: 'check', selector: '#terms' },
        { kind: 'click', selector: 'role=button[name="Pay"]' },
        { kind: 'expect', url: '/thanks', text: ['Thank you'] },
        { kind: 'save', name: 'order', selector: '#order-number' },
        { kind: 'press', key: 'Enter' },
        { kind: 'screenshot', name: 'thanks' },
      ],
    });
    expect(steps[6]).toMatchObject({
      method: 'POST',
      content: { sizeBytes: 200_000 },
      contentType: 'image/jpeg',
    });
  });

  test('without a manifest nothing is promised, and the bar is the strictest', () => {
    const implied = impliedManifest('www.kiln.example');
    expect(implied).toMatchObject({
      isDeclared: false,
      profile: 'custom',
      product: { domain: 'kiln.example' },
    });
    expect(implied.hosts.map(({ name, role }) => [name, role])).toEqual([
      ['kiln.example', 'apex'],
      ['www.kiln.example', 'www'],
    ]);
  });
});
