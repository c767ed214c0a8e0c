import { check, fail, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import recordTargets from '../../facts/domain/record-targets.ts';

export default check({
  title: 'Every name server’s name exists',
  failingTitle: 'A name server’s name does not exist: whoever registers it controls your domain',
  requirements: ['DNS-5', 'DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'security',
  why: 'The owner of that name answers for your domain: pages, logins and mail.',
  sources: [rfc(1912, '2.8'), rfc(2181, '10.3')],
  needs: { seen: recordTargets },
  fix: 'Remove the name server from the registrar’s list and from the zone at once.',
  effortMinutes: 15,
  reproduce: ({ target }) => `for n in $(dig ${target.name} NS +short); do dig $n A; done`,
  judge: ({ seen }, { target }) => {
    const names = seen.targets.filter((each) => each.type === 'NS');
    const gone = names.filter((each) => each.isSettled && each.addresses.length === 0);
    const free = names.filter((each) => each.isRegistrableTaken === false);
    const rows = [...new Set([...free, ...gone])].map((each) => [
      each.name,
      each.rcode,
      each.registrable ?? '',
    ]);
    const evidence = [table('Name servers without an address', ['Name server', 'Answer', 'Domain'], rows)];
    const [taken] = free;
    if (taken !== undefined)
      return fail(`anybody can register ${taken.registrable ?? taken.name}, the domain of ${taken.name}`, {
        evidence,
        severity: 'blocker',
        confidence: 'likely',
      });
    const [first] = gone;
    if (first !== undefined) return fail(`${first.name} has no address (${first.rcode})`, { evidence });
    const open = names.filter((each) => !each.isSettled);
    if (open.length > 0)
      return unknown(
        `${open[0]?.name} could not be resolved: ${open[0]?.rcode}`,
        `dig ${target.name} NS +trace`,
      );
    return pass(`${names.length} name servers have addresses`);
  },
});
