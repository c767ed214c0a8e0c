import { linkFileCheck } from '../../facts/applinks/reading/link-checks.ts';

export default linkFileCheck('android');
