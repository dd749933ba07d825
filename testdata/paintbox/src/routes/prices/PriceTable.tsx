import { IconButton, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import clsx from 'clsx';

import { EditIcon } from '@/components/icons';
import { formatMoney } from '@/domain/format';
import type { Product } from '@/domain/types';

import classes from './PricesPage.module.css';

interface Props {
  category: string;
  products: Product[];
  /** Prices that differ from the published list, by product id. */
  changed: Record<string, number>;
  onEdit: (product: Product) => void;
}

export function PriceTable({ category, products, changed, onEdit }: Props) {
  return (
    <section className={classes.category}>
      <Typography variant="h2">{category}</Typography>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>Product</TableCell>
            <TableCell>Finish</TableCell>
            <TableCell>Unit</TableCell>
            <TableCell align="right">Coverage</TableCell>
            <TableCell align="right">Price</TableCell>
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {products.map((product) => (
            <TableRow key={product.id} hover>
              <TableCell>{product.name}</TableCell>
              <TableCell>{product.finish}</TableCell>
              <TableCell>{product.unit}</TableCell>
              <TableCell className="numeric">{product.coverage || ''}</TableCell>
              <TableCell className={clsx('numeric', product.id in changed && classes.changed)}>
                {formatMoney(product.price)}
              </TableCell>
              <TableCell align="right">
                <IconButton size="small" aria-label={`Edit ${product.name}`} onClick={() => onEdit(product)}>
                  <EditIcon fontSize="small" />
                </IconButton>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
