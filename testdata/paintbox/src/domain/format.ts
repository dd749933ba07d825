import { differenceInCalendarDays, format, parseISO } from 'date-fns';

import type { ProjectStatus } from './types';

const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const wholeMoney = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});

export const formatMoney = (amount: number) => money.format(amount);
export const formatWholeMoney = (amount: number) => wholeMoney.format(amount);
export const formatPercent = (share: number) => `${(share * 100).toFixed(1)}%`;
export const formatArea = (squareFeet: number) => `${squareFeet.toFixed(1)} sq ft`;
export const formatHours = (hours: number) => `${hours.toFixed(1)} h`;

export const formatDay = (day: string) => format(parseISO(day), 'd MMM yyyy');
export const formatMonth = (month: string) => format(parseISO(`${month}-01`), 'MMM yy');

export function formatSpan(start: string, end: string): string {
  const days = differenceInCalendarDays(parseISO(end), parseISO(start)) + 1;
  return `${formatDay(start)} to ${formatDay(end)}, ${days} days`;
}

const statusLabels: Record<ProjectStatus, string> = {
  draft: 'Draft',
  sent: 'Sent',
  approved: 'Approved',
  'in-progress': 'In progress',
  done: 'Done',
};

export const statusLabel = (status: ProjectStatus) => statusLabels[status];
export const allStatuses = Object.keys(statusLabels) as ProjectStatus[];
