import { Chip, type ChipProps } from '@mui/material';

import { statusLabel } from '@/domain/format';
import type { ProjectStatus } from '@/domain/types';

import { DoneIcon, EditIcon, PaintIcon, SentIcon } from './icons';

const looks: Record<ProjectStatus, Pick<ChipProps, 'color' | 'icon'>> = {
  draft: { color: 'default', icon: <EditIcon /> },
  sent: { color: 'info', icon: <SentIcon /> },
  approved: { color: 'success', icon: <DoneIcon /> },
  'in-progress': { color: 'secondary', icon: <PaintIcon /> },
  done: { color: 'primary', icon: <DoneIcon /> },
};

export function StatusChip({ status }: { status: ProjectStatus }) {
  return <Chip size="small" label={statusLabel(status)} {...looks[status]} />;
}
