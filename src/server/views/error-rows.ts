import { isPaymentWebhook } from '../../ingest/errors/alerts.ts';
import { detailOf } from '../../ingest/errors/group.ts';
import { isProduction } from '../../ingest/errors/alerts.ts';
import type { DeployMarker } from '../../model/monitor.ts';
import type { EventGroup } from '../../model/store.ts';
import { countDistinct } from '../../protocols/sketch/distinct.ts';
import type { ErrorRow } from '../contract-errors.ts';

export const lastProductionDeploy = (deploys: readonly DeployMarker[]): DeployMarker | null =>
  deploys.find(({ environment }) => isProduction(environment)) ?? null;

export function errorRow(group: EventGroup, deploys: readonly DeployMarker[]): ErrorRow {
  const { level, isHandled, users } = detailOf(group);
  const deploy = lastProductionDeploy(deploys);
  return {
    id: group.id,
    title: group.title,
    culprit: group.culprit,
    status: group.status,
    level,
    isHandled,
    count: group.count,
    users: countDistinct(users),
    firstSeen: group.firstSeen,
    lastSeen: group.lastSeen,
    release: group.release,
    environment: group.environment,
    assignee: group.assignee,
    isNewSinceDeploy: deploy !== null && group.firstSeen >= deploy.at,
    isPaymentWebhook: isPaymentWebhook(group),
    ignoredUntil: group.ignoredUntil,
  };
}
