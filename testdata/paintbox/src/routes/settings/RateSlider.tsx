import { Slider, Stack, Typography } from '@mui/material';

import { formatPercent } from '@/domain/format';

interface Props {
  id: string;
  label: string;
  value: number;
  max?: number;
  step?: number;
  format?: (value: number) => string;
  onChange: (value: number) => void;
}

export function RateSlider({ id, label, value, max = 0.5, step = 0.005, format = formatPercent, onChange }: Props) {
  return (
    <div>
      <Stack direction="row" sx={{ justifyContent: 'space-between' }}>
        <Typography id={`${id}-label`}>{label}</Typography>
        <Typography>{format(value)}</Typography>
      </Stack>
      <Slider
        aria-labelledby={`${id}-label`}
        value={value}
        min={0}
        max={max}
        step={step}
        onChange={(_, next) => onChange(next as number)}
      />
    </div>
  );
}
