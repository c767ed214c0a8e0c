import { describe, expect, test } from 'vitest';
import { placeAt, places } from './places.ts';

describe('the pages of the web UI', () => {
  test('each has an address, a title and a letter of its own', () => {
    expect(places.length).toBeGreaterThan(6);
    for (const key of ['href', 'title', 'letter'] as const)
      expect(new Set(places.map((place) => place[key])).size).toBe(places.length);
    for (const { letter, href } of places)
      expect([href, letter]).toEqual([href, expect.stringMatching(/^[a-z]$/u)]);
    // They walk the rows, and begin the way to a page.
    expect(places.map(({ letter }) => letter).filter((letter) => 'jkg'.includes(letter))).toEqual([]);
  });

  test.each([
    ['/', 'Overview', ''],
    ['/monitors', 'Monitors', ''],
    ['/monitors/', 'Monitors', ''],
    ['/monitors/hand-a%2Fb', 'Monitors', 'hand-a/b'],
    ['/settings/people', 'Settings', 'people'],
  ])('%s is %s %s', (path, title, id) => {
    const found = placeAt(path);
    expect([found?.place.title, found?.id]).toEqual([title, id]);
  });

  test.each(['/nowhere', '/monitors/a/b', '/audit/x', '/monitors/%E0%A4%A'])('%s is no page', (path) => {
    expect(placeAt(path)).toBeNull();
  });
});
