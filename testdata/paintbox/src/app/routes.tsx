import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

import {
  DashboardIcon,
  EstimateIcon,
  PricesIcon,
  ProjectsIcon,
  RoomsIcon,
  ScheduleIcon,
  SettingsIcon,
} from '@/components/icons';

export interface AppRoute {
  /** Name in the document's ready mark. */
  name: string;
  title: string;
  path: string;
  /** Where the navigation leads; routes with parameters show the first project. */
  link: string;
  icon: ComponentType;
  page: LazyExoticComponent<ComponentType>;
}

export const appRoutes: AppRoute[] = [
  {
    name: 'projects',
    title: 'Projects',
    path: '/',
    link: '/',
    icon: ProjectsIcon,
    page: lazy(() => import('@/routes/projects/ProjectsPage')),
  },
  {
    name: 'estimate',
    title: 'Estimate',
    path: '/estimate/:projectId?',
    link: '/estimate',
    icon: EstimateIcon,
    page: lazy(() => import('@/routes/estimate/EstimatePage')),
  },
  {
    name: 'rooms',
    title: 'Rooms',
    path: '/rooms/:projectId?',
    link: '/rooms',
    icon: RoomsIcon,
    page: lazy(() => import('@/routes/rooms/RoomsPage')),
  },
  {
    name: 'schedule',
    title: 'Schedule',
    path: '/schedule',
    link: '/schedule',
    icon: ScheduleIcon,
    page: lazy(() => import('@/routes/schedule/SchedulePage')),
  },
  {
    name: 'dashboard',
    title: 'Dashboard',
    path: '/dashboard',
    link: '/dashboard',
    icon: DashboardIcon,
    page: lazy(() => import('@/routes/dashboard/DashboardPage')),
  },
  {
    name: 'prices',
    title: 'Price list',
    path: '/prices',
    link: '/prices',
    icon: PricesIcon,
    page: lazy(() => import('@/routes/prices/PricesPage')),
  },
  {
    name: 'settings',
    title: 'Settings',
    path: '/settings',
    link: '/settings',
    icon: SettingsIcon,
    page: lazy(() => import('@/routes/settings/SettingsPage')),
  },
];
