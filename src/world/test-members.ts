/** Two members made for testing; their passwords open nothing but this demo. */
export const testMembers = [
  { name: 'Ana Probe', email: 'ana.probe@harbormarket.shop', password: 'rope and sail and tide' },
  { name: 'Ben Probe', email: 'ben.probe@harbormarket.shop', password: 'salt and quay and lamp' },
] as const;

/** The same as `launch.yaml` names them. */
export const testAccounts = testMembers.map(({ name, email, password }) => ({
  id: (name.split(' ')[0] ?? '').toLowerCase(),
  login: 'POST /login',
  form: { email, password },
}));
