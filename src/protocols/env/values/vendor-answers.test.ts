import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  heldNames,
  parseFlyConfig,
  parseFlySecrets,
  parseGithubLines,
  parseGithubNames,
  parseGitlabInherited,
  parseGitlabPath,
  parseGitlabVariables,
  parseKeyValues,
  parseRenderGroup,
  parseRenderGroups,
  parseRenderPage,
  parseVercel,
  parseVercelProject,
} from './vendor-answers.ts';

describe('what hosting vendors answer (DEP-2)', () => {
  it('a value shown as stars is kept by the vendor, not a value of stars', () => {
    expect(parseKeyValues('{"KEY":"****************3f2a","STARS":"**","PLAIN":"1"}')).toEqual([
      { name: 'KEY', value: null },
      { name: 'STARS', value: '**' },
      { name: 'PLAIN', value: '1' },
    ]);
  });

  it('fly.toml: only the table env, quoted or bare', () => {
    const text = `app = "shop"\n[env]\n  PORT = "8080" # web\n  LOG='info'\n  WORKERS = 2\n[env.more]\n  NOT = "x"\n`;
    expect(parseFlyConfig(text)).toEqual([
      { name: 'PORT', value: '8080' },
      { name: 'LOG', value: 'info' },
      { name: 'WORKERS', value: '2' },
    ]);
  });

  it('a list of Vercel that goes on elsewhere is not the whole list', () => {
    const envs = [{ key: 'A', target: 'production', type: 'sensitive' }];
    const page = (pagination?: object): string => JSON.stringify({ envs, pagination });
    expect(parseVercel(page({ count: 1, next: 1_700_000_000_000, prev: null }), 'production')).toMatchObject({
      isWhole: false,
    });
    expect(parseVercel(page({ count: 1, next: null, prev: null }), 'production')).toEqual({
      entries: [{ name: 'A', value: null }],
      isWhole: true,
    });
  });

  it('of two GitLab scopes that fit, the more specific one comes last, whatever the order of the answer', () => {
    const list = [
      ['production', 'exact'],
      ['*', 'everywhere'],
      ['prod*', 'pattern'],
      ['*duc*ion', 'middle'],
      ['prod', 'other'],
      ['*staging*', 'other'],
    ].map(([scope, value]) => ({ key: 'A', value, environment_scope: scope }));
    expect(parseGitlabVariables(JSON.stringify(list), 'production')?.map(({ value }) => value)).toEqual([
      'everywhere',
      'pattern',
      'middle',
      'exact',
    ]);
  });

  it('whatever comes back, nothing throws', () => {
    const parsers = [
      heldNames,
      parseFlyConfig,
      parseFlySecrets,
      parseGithubLines,
      parseGithubNames,
      (text: string) => parseGitlabInherited(text, 'production'),
      parseGitlabPath,
      parseRenderGroup,
      (text: string) => parseRenderGroups(text, 'srv-1'),
      parseVercelProject,
      (text: string) => parseGitlabVariables(text, 'production'),
      parseKeyValues,
      parseRenderPage,
      (text: string) => parseVercel(text, 'production'),
    ];
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        for (const parse of parsers) expect(() => parse(text)).not.toThrow();
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
