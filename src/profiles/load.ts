import type { Profile, ProfileName } from '../model/profile.ts';
import booking from './booking.ts';
import community from './community.ts';
import custom from './custom.ts';
import ecommerce from './ecommerce.ts';
import mobile from './mobile.ts';
import waitlist from './waitlist.ts';

/** Complete by type: a name without a file does not compile. */
const profiles: Readonly<Record<ProfileName, Profile>> = {
  waitlist,
  community,
  booking,
  mobile,
  ecommerce,
  custom,
};

export const profileByName = (name: ProfileName): Profile => profiles[name];

export const allProfiles: readonly Profile[] = Object.values(profiles);
