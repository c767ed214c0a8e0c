import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { BrowserProgram } from '../../../model/outside-browser.ts';
import type { Environment, Result } from '../../../model/outside.ts';
import { failure, ok } from '../../../model/outside.ts';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
];
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The browser named by CHROME_PATH (as chrome-launcher reads it), or the first known one of PATH and the usual places. */
export async function findBrowser(environment: Environment): Promise<Result<BrowserProgram>> {
  const named = environment.get('CHROME_PATH');
  if (named !== undefined && named !== '')
    return (await isRunnable(named))
      ? ok({ path: named })
      : failure('not-found', `CHROME_PATH names ${named}, which cannot be run`);
  const folders = (environment.get('PATH') ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...usualPlaces,
  ];
  for (const path of candidates) if (await isRunnable(path)) return ok({ path });
  return failure(
    'not-found',
    'No Chromium was found; install one (Debian: apt-get install chromium) or name it in CHROME_PATH',
  );
}

const isRunnable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
