import type { Monitor, Probe } from '../../model/monitor.ts';
import { lookAtPage } from '../probing/http-look.ts';
import { httpOptions, optionProblems } from '../probing/http-options.ts';
import type { HttpOptions } from '../probing/http-options.ts';

/** Asks an address on a fresh connection, each phase stamped, and holds the answer to what was expected. */
export default {
  kind: 'http',
  title: 'Page or API',
  requirements: ['MON-1', 'MON-3'],
  problems: (options) => optionProblems(httpOptions, options),
  run: async (context) => lookAtPage(context, optionsOf(context.monitor)),
} satisfies Probe;

/** Read once for as long as a monitor stays the same: it is looked at every minute. */
const read = new WeakMap<Monitor['options'], HttpOptions>();

function optionsOf({ options }: Monitor): HttpOptions {
  const known = read.get(options);
  if (known !== undefined) return known;
  const parsed = httpOptions.parse(options);
  read.set(options, parsed);
  return parsed;
}
