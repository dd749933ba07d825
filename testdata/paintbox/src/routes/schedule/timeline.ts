import {
  differenceInCalendarDays,
  eachWeekOfInterval,
  endOfWeek,
  format,
  max,
  min,
  parseISO,
  startOfWeek,
} from 'date-fns';

import type { Project } from '@/domain/types';

export interface Timeline {
  weeks: { label: string; left: string }[];
  /** CSS position of a span of days, both included. */
  place: (start: string, end: string) => { left: string; width: string };
}

const MONDAY = { weekStartsOn: 1 } as const;

/** A scale of whole weeks that all projects fit into. */
export function timeline(projects: Project[]): Timeline {
  const first = startOfWeek(min(projects.map(({ startDate }) => parseISO(startDate))), MONDAY);
  const last = endOfWeek(max(projects.map(({ dueDate }) => parseISO(dueDate))), MONDAY);
  const days = differenceInCalendarDays(last, first) + 1;
  const share = (count: number) => `${((count / days) * 100).toFixed(3)}%`;

  return {
    weeks: eachWeekOfInterval({ start: first, end: last }, MONDAY).map((week) => ({
      label: format(week, 'd MMM'),
      left: share(differenceInCalendarDays(week, first)),
    })),
    place: (start, end) => ({
      left: share(differenceInCalendarDays(parseISO(start), first)),
      width: share(differenceInCalendarDays(parseISO(end), parseISO(start)) + 1),
    }),
  };
}
