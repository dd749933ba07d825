import { Alert, Button, TextField } from '@mui/material';
import { groupBy } from 'lodash-es';
import { useState, type ChangeEvent } from 'react';

import { useProducts } from '@/api/queries';
import { useReady } from '@/app/useReady';
import { DownloadIcon, ResetIcon, UploadIcon } from '@/components/icons';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import type { Product } from '@/domain/types';
import { usePriceList, withOverrides } from '@/state/priceList';

import { PriceDialog } from './PriceDialog';
import { PriceTable } from './PriceTable';
import { readPrices, savePrices } from './priceWorkbook';

export default function PricesPage() {
  const { data: published } = useProducts();
  const { overrides, setPrice, setPrices, clear } = usePriceList();
  const [search, setSearch] = useState('');
  const [editing, setEditing] = useState<Product | null>(null);
  const [message, setMessage] = useState('');
  useReady('prices', published !== undefined);
  if (!published) return <Loading />;

  const products = withOverrides(published, overrides);
  const shown = products.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));

  async function upload(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (!file) return;
    const { prices, skipped } = await readPrices(file, products);
    setPrices(prices);
    setMessage(`${Object.keys(prices).length} prices read, ${skipped} rows skipped`);
  }

  return (
    <>
      <PageHeader title="Price list" subtitle={`${products.length} products, ${Object.keys(overrides).length} changed`}>
        <TextField id="price-search" label="Search" value={search} onChange={(event) => setSearch(event.target.value)} />
        <Button startIcon={<ResetIcon />} onClick={clear} disabled={Object.keys(overrides).length === 0}>
          Reset
        </Button>
        <Button component="label" startIcon={<UploadIcon />}>
          Import
          <input className="visually-hidden" type="file" accept=".xlsx,.xls,.csv,.ods" onChange={upload} />
        </Button>
        <Button variant="contained" startIcon={<DownloadIcon />} onClick={() => savePrices(products)}>
          Excel
        </Button>
      </PageHeader>
      {message && <Alert onClose={() => setMessage('')}>{message}</Alert>}
      {Object.entries(groupBy(shown, 'category')).map(([category, members]) => (
        <PriceTable key={category} category={category} products={members} changed={overrides} onEdit={setEditing} />
      ))}
      {editing && (
        <PriceDialog
          product={editing}
          onClose={() => setEditing(null)}
          onSave={(price) => {
            setPrice(editing.id, price);
            setEditing(null);
          }}
        />
      )}
    </>
  );
}
