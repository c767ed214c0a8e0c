import { expect, test } from 'vitest';
import { monitorOf } from '../../../test/conformance/monitor-simulation.ts';
import { portableOf } from './portable.ts';

test('MON-1: what another loop looks at comes with its options read; thousands that ask the same share them', () => {
  const [first, second] = ['a', 'b'].map((id) => monitorOf({ id, kind: 'http', options: { text: 'ok' } }));
  const port = monitorOf({ id: 'port', kind: 'tcp', options: { expect: '220' } });
  const portable = portableOf([first, second, port].filter((each) => each !== undefined));
  const options = [...portable.values()].map((monitor) => monitor.options);
  expect(options[0]).toMatchObject({ method: 'GET', text: ['ok'], maxRedirects: 5 });
  expect(options[1]).toBe(options[0]);
  expect(options[2]).toEqual({ send: null, expect: '220' });
});

test('what needs this process, is paused, or has options nobody can read stays here', () => {
  const stay = [
    monitorOf({ id: 'journey', kind: 'journey' }),
    monitorOf({ id: 'paused', kind: 'http', isPaused: true }),
    monitorOf({ id: 'unread', kind: 'http', options: { method: 'PATCH' } }),
  ];
  expect(portableOf(stay).size).toBe(0);
});
