import { describe, expect, test } from 'vitest';
import { UserError } from '../../model/error.ts';
import { ParsedOptions } from '../command.ts';
import { retentionOf } from './read-options.ts';

const read = (values: Readonly<Record<string, string>>): unknown => {
  try {
    return retentionOf(new ParsedOptions(values));
  } catch (cause) {
    return cause instanceof UserError ? cause.message : cause;
  }
};

// MON-10: how long what is kept is the owner's to say.
describe('how long serve keeps what', () => {
  test.each([
    ['nothing said: what is chosen in Settings', {}, {}],
    ['what is said', { keepRaw: '30', keepAlerts: '90' }, { rawDays: 30, alertDays: 90 }],
    ['no number', { keepRaw: 'ever' }, '--keep-raw ever is no number of days.'],
    ['nothing at all', { keepHours: '0' }, '--keep-hours 0 is no number of days.'],
    ['fine figures alone: the store keeps the coarser ones as long', { keepRaw: '90' }, { rawDays: 90 }],
    [
      'coarse figures shorter than fine ones',
      { keepRaw: '90', keepFiveMinutes: '60' },
      '--keep-raw 90, --keep-five-minutes 60 do not fit together.',
    ],
  ])('%s', (_story, values, expected) => {
    expect(read(values)).toEqual(expected);
  });
});
