import { Button, Dialog, DialogActions, DialogContent, DialogTitle, IconButton, TextField } from '@mui/material';
import { useState, type FormEvent } from 'react';

import { CloseIcon } from '@/components/icons';
import type { Product } from '@/domain/types';

interface Props {
  product: Product;
  onClose: () => void;
  onSave: (price: number) => void;
}

export function PriceDialog({ product, onClose, onSave }: Props) {
  const [text, setText] = useState(product.price.toFixed(2));
  const price = Number(text);
  const valid = text.trim() !== '' && price >= 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (valid) onSave(price);
  }

  return (
    <Dialog open onClose={onClose} aria-labelledby="price-title">
      <form onSubmit={submit}>
        <DialogTitle id="price-title">
          {product.name}, {product.unit}
          <IconButton aria-label="Close" onClick={onClose} sx={{ position: 'absolute', right: 8, top: 8 }}>
            <CloseIcon />
          </IconButton>
        </DialogTitle>
        <DialogContent>
          <TextField
            id="price"
            autoFocus
            margin="dense"
            label="Price"
            value={text}
            error={!valid}
            helperText={valid ? ' ' : 'Write an amount, such as 49.50'}
            onChange={(event) => setText(event.target.value)}
          />
        </DialogContent>
        <DialogActions>
          <Button type="submit" variant="contained" disabled={!valid}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
