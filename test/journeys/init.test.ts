import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/model/manifest.ts';
import { desk, shopDesk, type Desk } from './launch-ready.ts';

function smallProject(own: Desk): void {
  own.file(
    'package.json',
    JSON.stringify({
      name: 'harbor-market',
      description: 'Things people of the harbour sell',
      homepage: 'https://harbormarket.shop',
      scripts: { build: 'vite build', start: 'node server.js' },
      dependencies: { stripe: '19.0.0', pg: '8.16.0' },
    }),
  );
  own.file('.env.example', 'DATABASE_URL=\nSTRIPE_SECRET_KEY=\n');
  own.file('.env', 'STRIPE_SECRET_KEY=sk_live_4eC39HqLyjWDarjtT1zdp7dc\n');
  mkdirSync(join(own.folder, 'src'));
  own.file('src/server.js', "app.get('/api/health', ok);\n");
}

describe('AUD-1 HAND-2 init reads a project', () => {
  test('--print shows a manifest the audit accepts; nothing is written and no secret is read', async () => {
    await using own = desk();
    smallProject(own);
    const shown = await own.run('init', '--print');
    expect([shown.exitCode, existsSync(join(own.folder, 'launch.yaml'))]).toEqual([0, false]);
    expect(shown.stdout).toContain('domain: harbormarket.shop');
    expect(shown.stdout).not.toContain('sk_live_');
    const json = await own.run('init', '--json');
    const manifest = JSON.parse(json.stdout) as Manifest;
    expect(manifest.product.domain).toBe('harbormarket.shop');
    expect(manifest.env.map(({ name }) => name)).toContain('STRIPE_SECRET_KEY');
  });

  test('written once, it is not overwritten unless asked, and the audit holds the product to it', async () => {
    await using shop = await shopDesk();
    smallProject(shop);
    const written = await shop.run('init');
    expect(written).toMatchObject({ exitCode: 0, stdout: '' });
    expect(written.stderr).toMatch(/^Written: launch\.yaml\n/u);
    const text = readFileSync(join(shop.folder, 'launch.yaml'), 'utf8');
    const again = await shop.run('init', 'other.example');
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toMatch(/^launch\.yaml is there already\.[\s\S]*\(LR_INIT_EXISTS\)\n$/u);
    expect(readFileSync(join(shop.folder, 'launch.yaml'), 'utf8')).toBe(text);
    const report = await shop.report('--only', 'domain');
    expect(report.subject).toMatchObject({ isDeclared: true, domain: 'harbormarket.shop' });
  }, 40_000);

  test('an empty folder without a domain: what is missing, exit 2', async () => {
    await using own = desk();
    const ended = await own.run('init', '--print');
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toContain('Run: launch-ready init example.com (LR_INIT_NO_DOMAIN)');
  });
});
