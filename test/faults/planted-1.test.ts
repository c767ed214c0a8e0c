import { plantShare } from './planting.ts';

await plantShare(0, 4);
