package coding

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

// Encoder encodes in one coding. It belongs to one goroutine.
type Encoder struct {
	Coding
	implementations []implementation
	identity        string
}

// Encoder makes an encoder.
func (c Coding) Encoder() *Encoder {
	list := c.encoders()
	return &Encoder{c, list, c.identity(list)}
}

// Encode encodes data by the first implementation whose output decodes to data.
// failed holds the error of each before that one. Canceled, it returns ctx's
// error within about half a second.
func (e *Encoder) Encode(ctx context.Context, data []byte) (encoded []byte, failed []error, err error) {
	for _, by := range e.implementations {
		encoded, err := e.attempt(ctx, by, data)
		if err == nil {
			return encoded, failed, nil
		}
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		failed = append(failed, fmt.Errorf("%s: %w", by.name, err))
	}
	return nil, nil, errors.Join(failed...)
}

// attempt encodes and verifies. A panic of an implementation counts as its
// failure: another one can still do the work.
func (c Coding) attempt(ctx context.Context, by implementation, data []byte) (encoded []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			encoded, err = nil, fmt.Errorf("encoder panicked: %v", p)
		}
	}()
	encoded, err = by.encode(ctx, data)
	if err != nil {
		return nil, err
	}
	if err := c.Verify(encoded, data); err != nil {
		return nil, err
	}
	return encoded, nil
}

// Verify tells whether encoded decodes to want, without holding the decoded
// bytes.
func (c Coding) Verify(encoded, want []byte) error {
	r, err := c.decode(bytes.NewReader(encoded))
	if err != nil {
		return fmt.Errorf("output does not decode: %w", err)
	}
	part := make([]byte, min(len(want), 32<<10)+1)
	for rest := want; ; {
		n, err := r.Read(part)
		if !bytes.HasPrefix(rest, part[:n]) {
			return fmt.Errorf("output decodes to other bytes after byte %d", len(want)-len(rest))
		}
		rest = rest[n:]
		if err == io.EOF && len(rest) == 0 {
			return nil
		}
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return fmt.Errorf("output does not decode: %w", err)
		}
	}
}
