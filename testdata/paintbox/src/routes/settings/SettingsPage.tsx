import { Button, Card, CardContent, FormControlLabel, Stack, Switch, TextField, Typography } from '@mui/material';

import { useProducts, useProjects } from '@/api/queries';
import { useReady } from '@/app/useReady';
import { ResetIcon } from '@/components/icons';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { projectTotals } from '@/domain/estimate';
import { formatMoney, formatPercent } from '@/domain/format';
import { useSettings } from '@/state/settings';

import { RateSlider } from './RateSlider';
import classes from './SettingsPage.module.css';

const companyLabels = { name: 'Name', phone: 'Phone', license: 'License' };

export default function SettingsPage() {
  const { data: projects } = useProjects();
  const { data: products } = useProducts();
  const { company, rates, darkMode, setCompany, setRates, toggleDarkMode, reset } = useSettings();
  const ready = projects !== undefined && products !== undefined;
  useReady('settings', ready);
  if (!ready) return <Loading />;

  const example = projects[0];
  return (
    <>
      <PageHeader title="Settings" subtitle="Kept in this browser">
        <Button startIcon={<ResetIcon />} onClick={reset}>
          Defaults
        </Button>
      </PageHeader>
      <div className={classes.settings}>
        <Card variant="outlined">
          <CardContent component={Stack} spacing={2}>
            <Typography variant="h2">Company</Typography>
            {(Object.keys(companyLabels) as (keyof typeof companyLabels)[]).map((field) => (
              <TextField
                key={field}
                id={`company-${field}`}
                label={companyLabels[field]}
                value={company[field]}
                onChange={(event) => setCompany({ [field]: event.target.value })}
              />
            ))}
            <FormControlLabel
              label="Dark mode"
              control={<Switch id="dark-mode" checked={darkMode} onChange={toggleDarkMode} />}
            />
          </CardContent>
        </Card>
        <Card variant="outlined">
          <CardContent>
            <Typography variant="h2">Rates</Typography>
            <RateSlider
              id="wage"
              label="Hourly wage"
              value={rates.hourlyWage}
              max={120}
              step={1}
              format={formatMoney}
              onChange={(hourlyWage) => setRates({ hourlyWage })}
            />
            <RateSlider
              id="overhead"
              label="Overhead"
              value={rates.overhead}
              onChange={(overhead) => setRates({ overhead })}
            />
            <RateSlider id="margin" label="Margin" value={rates.margin} onChange={(margin) => setRates({ margin })} />
            <RateSlider id="tax" label="Sales tax" value={rates.tax} max={0.2} onChange={(tax) => setRates({ tax })} />
          </CardContent>
        </Card>
      </div>
      <Typography className={classes.example}>
        With these rates, {example.name} comes to{' '}
        <strong>{formatMoney(projectTotals(example, products, rates).total)}</strong>, of which{' '}
        {formatPercent(rates.margin)} is margin on cost.
      </Typography>
    </>
  );
}
