import { linkAppsCheck } from '../../facts/applinks/reading/link-checks.ts';

export default linkAppsCheck('android');
