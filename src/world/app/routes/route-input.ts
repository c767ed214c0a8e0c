import type { Hono } from 'hono';
import type { Assets } from '../assets.ts';
import type { AppDeps } from '../deps.ts';
import type { RenderPage } from '../layout.ts';

/** What every group of routes is given. */
export interface RouteInput {
  readonly app: Hono;
  readonly deps: AppDeps;
  readonly page: RenderPage;
  readonly assets: Assets;
}
