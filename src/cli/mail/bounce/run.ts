import { UserError } from '../../../model/error.ts';
import { readBounce } from '../../../protocols/mail/bounces/dsn.ts';
import { ansiPalette, plainPalette } from '../../../report/terminal/palette.ts';
import { exitCodes, type CommandRun } from '../../command.ts';
import { bounceDocument } from './document.ts';
import { bounceFiles } from './places.ts';
import { renderBounces } from './render.ts';

export const run: CommandRun = async (context, input) => {
  const { options } = input;
  await using outside = await context.openOutside({});
  const files = await bounceFiles(context, outside, input.arguments);
  if (files.every(({ bytes }) => bytes.length === 0)) throw nothingToRead();
  const read = files.map(({ name, bytes }) => ({ name, report: readBounce(bytes) }));
  const document = bounceDocument(read, {
    version: context.version,
    showsAddresses: options.isOn('show-addresses'),
  });
  const isColoured = context.terminal.hasColour && !options.isOn('plain');
  context.stdout(
    options.isOn('json')
      ? `${JSON.stringify(document, null, 2)}\n`
      : renderBounces(document, isColoured ? ansiPalette : plainPalette),
  );
  if (document.bounces.length === 0) return exitCodes.couldNotLook;
  return document.bounces.some(({ actor }) => actor === 'you') ? exitCodes.findings : exitCodes.ready;
};

const nothingToRead = (): UserError =>
  new UserError('LR_MAIL_BOUNCE', {
    what: 'There is no bounce to read.',
    why: 'Without the text of the refusal nobody can say what it was about.',
    todo: 'Give the bounce mail as a file (.eml), or the server’s reply on standard input.',
  });
