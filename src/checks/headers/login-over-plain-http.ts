import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import plainLogin from '../../facts/headers/plain-login.ts';
import entry from '../../facts/redirects/entry.ts';
import { isHttps, landed } from '../../protocols/http/walk-reading.ts';

export default check({
  title: 'Passwords are only asked for over HTTPS',
  failingTitle: 'A password is asked for on an unencrypted page',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'blocker',
  impact: 'security',
  why: 'Everybody on the way, from the café to the provider, reads the password.',
  sources: [rfc(9110, '4.2.2'), rfc(6797, '2.3.1')],
  needs: { plainLogin, entry: optional(entry) },
  fix: 'Redirect the plain address of every page to https at the edge, and set Strict-Transport-Security.',
  effortMinutes: 20,
  reproduce: ({ target }) => `curl -sS http://${target.name}/login | grep -i 'type=.password'`,
  judge: ({ plainLogin: { pages }, entry: walked }) => {
    if (pages.length === 0) return notApplicable('no sampled page of this host asks for a password');
    const home = walked.state === 'known' && walked.value.isAsked ? landed(walked.value.http) : null;
    if (home !== null && !isHttps(home.url))
      return notApplicable('the whole host answers in clear, which redirects/https-upgrade judges');
    const open = pages.filter((each) => each.hasPassword);
    const [first] = open;
    const rows = pages.map(({ plainUrl, status, hasPassword }) => [
      plainUrl,
      status === null ? 'no answer' : String(status),
      hasPassword ? 'asks for a password' : 'does not',
    ]);
    const evidence = [table('Plain addresses', ['address', 'status', 'password'], rows)];
    if (first !== undefined) return fail(`${first.plainUrl} asks for a password`, { evidence });
    const silent = pages.find((each) => each.status === null);
    // No answer on port 80 is as safe as a redirect, but only where somebody answered at all is it known.
    if (silent !== undefined && pages.every((each) => each.status === null))
      return unknown(`what ${silent.plainUrl} answers`, `curl -sSi '${silent.plainUrl}'`);
    return pass(`${pages.length} addresses do not ask for it in clear`);
  },
});
