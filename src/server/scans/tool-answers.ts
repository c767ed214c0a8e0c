import { html } from 'hono/html';
import type { Report } from '../../model/report.ts';
import { cost } from '../../tools/cost.ts';
import { readiness } from '../../tools/readiness.ts';
import { risk } from '../../tools/risk.ts';
import { pickSprint } from '../../tools/sprint-picker.ts';
import type { Markup } from '../status/status-html.ts';

export const toolNames = ['readiness', 'risk', 'cost', 'sprint-picker'] as const;
export type ToolName = (typeof toolNames)[number];

export interface ToolPage {
  readonly title: string;
  readonly about: string;
  /** Figures only the owner knows, as fields of a form. */
  readonly fields: readonly { readonly name: string; readonly label: string }[];
  readonly answer: (report: Report, number: (name: string) => number | null) => Markup;
}

const list = (lines: readonly string[]): Markup =>
  html`<ul class="plain">
    ${lines.map((line) => html`<li>${line}</li>`)}
  </ul>`;
const section = (title: string, lines: readonly string[]): Markup =>
  lines.length === 0
    ? html``
    : html`<section>
        <h2>${title}</h2>
        ${list(lines)}
      </section>`;

/** Each tool as a page: the answer first, then what it rests on, then how it is made. */
export const toolPages: Readonly<Record<ToolName, ToolPage>> = {
  readiness: {
    title: 'Launch readiness check',
    about:
      'Which rung of the ladder holds, from what can be seen from outside, and what is missing to the next.',
    fields: [],
    answer: (report) => {
      const found = readiness(report);
      return html`<h1>Level ${found.level}: ${found.name}</h1>
        <p>
          Score ${found.score} of 100, over ${found.coverage.evaluated} of ${found.coverage.applicable}
          judgements that apply.
        </p>
        ${section(
          'Missing to the next level',
          found.missing.map(({ what, why }) => `${what}: ${why}`),
        )}
        <p class="muted small">${found.formula}</p>`;
    },
  },
  risk: {
    title: 'Risk score',
    about: 'How much risk is open, and what removes most of it for an hour of work.',
    fields: [
      { name: 'visitors', label: 'Visitors a day' },
      { name: 'conversion', label: 'Buyers of a hundred visitors' },
      { name: 'order', label: 'Value of an order' },
    ],
    answer: (report, number) => {
      const [visitorsPerDay, conversion, orderValue] = [
        number('visitors'),
        number('conversion'),
        number('order'),
      ];
      const isKnown = visitorsPerDay !== null && conversion !== null && orderValue !== null;
      const owner = isKnown
        ? { visitorsPerDay, conversion: conversion / 100, orderValue, currency: '' }
        : null;
      const found = risk(report, { watched: new Set(), owner });
      const money = found.moneyPerDayOfOutage;
      return html`<h1>Risk ${found.band}: ${found.points} points</h1>
        <p>${found.unknown} questions could not be answered from outside.</p>
        <p>
          ${money === null ? 'Money at stake: give the three figures; it is not guessed.' : `A day of outage costs ${money.from} to ${money.to}.`}
        </p>
        ${section(
          'Removes most risk for an hour',
          found.bestFirst
            .slice(0, 10)
            .map(
              ({ title, target, pointsPerHour }) => `${title} (${target}): ${pointsPerHour} points an hour`,
            ),
        )}
        <p class="muted small">${found.formula}</p>`;
    },
  },
  cost: {
    title: 'Cost estimate',
    about: 'What mail costs a month at your volume, and how many hours the repairs take.',
    fields: [
      { name: 'mails', label: 'Mails a month' },
      { name: 'rate', label: 'What an hour of work costs' },
    ],
    answer: (report, number) => {
      const effort = report.findings.reduce((sum, finding) => sum + finding.effortMinutes, 0);
      const found = cost(
        { mailsPerMonth: number('mails'), own: [], hourlyRate: number('rate') },
        effort,
        report.judgedAt,
      );
      const price = found.fix.price === null ? '' : `, ${found.fix.price} at your rate`;
      return html`<h1>Repairs: ${found.fix.hours} hours${price}</h1>
        <p>
          ${found.monthlyUsd === null ? 'Monthly cost: not known yet' : `Monthly cost: ${found.monthlyUsd} USD`}
        </p>
        ${section('Missing', found.missing)}
        ${section(
          'Mail',
          found.mail.map(
            (each) =>
              `${each.mailsPerMonth} mails: ${each.service} ${each.plan}, ${each.monthlyUsd} USD (${each.source}, ${each.readOn})`,
          ),
        )}
        <p class="muted small">${found.formula}</p>`;
    },
  },
  'sprint-picker': {
    title: 'Sprint picker',
    about: 'Which kind of work fits what was found, and why.',
    fields: [],
    answer: (report) => {
      const found = pickSprint(report);
      return html`<h1>${found.choice}</h1>
        <p>About ${found.hours} hours of urgent work.</p>
        ${section('Because', found.because)} ${section('Fits', found.fits)}
        ${section(
          'Deferred',
          found.deferred.map(({ title, reason }) => `${title}: ${reason}`),
        )}
        ${section('Access to prepare', found.access)}
        <p class="muted small">${found.wouldChange}</p>`;
    },
  },
};
