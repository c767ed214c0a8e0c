import { check, fail, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { describeAnswer, type Answer } from '../../protocols/zone/answers.ts';
import { serverLabel } from '../../protocols/zone/servers.ts';

export default check({
  title: 'Name servers look nothing up for strangers',
  failingTitle:
    'A name server looks up any name for anybody: it will be used to attack others and slow yours',
  requirements: ['DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'security',
  why: 'Open resolvers are used for floods and cache poisoning; the host blocks the machine, and your domain is gone.',
  sources: [rfc(5358, '4')],
  needs: { servers },
  fix: 'Turn recursion off on the authoritative server (BIND: recursion no;) or limit it to your own networks.',
  effortMinutes: 15,
  reproduce: () => 'dig a.root-servers.net A +recurse @<name server>',
  judge: ({ servers: seen }) => {
    const asked = seen.servers.filter((server) => server.recursion.state === 'answered');
    if (asked.length === 0)
      return unknown('no name server answered the test question', 'dig a.root-servers.net @<name server>');
    const open = asked.filter((server) => didLookUp(server.recursion));
    const rows = open.map((server) => [serverLabel(server), describeAnswer(server.recursion)]);
    const [first] = open;
    if (first === undefined) return pass(`${asked.length} addresses refuse to look up foreign names`);
    return fail(`${serverLabel(first)} looked up ${seen.recursionName}`, {
      evidence: [table(`Asked for ${seen.recursionName}`, ['Name server', 'Answer'], rows)],
    });
  },
});

/** Recursion offered and done: a verdict on a name outside the zone. */
const didLookUp = (answer: Answer): boolean =>
  answer.state === 'answered' &&
  answer.isRecursionAvailable &&
  (answer.rcode === 'NXDOMAIN' || (answer.rcode === 'NOERROR' && answer.records.length > 0));
