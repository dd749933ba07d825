package node

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// frameMark begins a frame. Its first byte is in no UTF-8 text, so what
// something else writes to the same pipe is told from frames.
const frameMark = "\xffPB\xfe"

// maxFrame bounds what is read of a frame, in bytes, so that a length that is
// none is an error and no allocation.
const maxFrame = 1 << 30

// Question is what the process asks.
type Question struct {
	Op    string
	Args  json.RawMessage
	Parts [][]byte
}

// frame is a question, or the answer to the question with the same number.
type frame struct {
	header
	parts [][]byte
}

type header struct {
	ID    uint32          `json:"id"`
	Op    string          `json:"op,omitempty"` // of a question
	Args  json.RawMessage `json:"args,omitempty"`
	Parts []int           `json:"parts"` // lengths in bytes
	Error *Fault          `json:"error,omitempty"`
}

// appendFrame writes a frame: the mark, the lengths of header and body, the
// header, the body.
func appendFrame(to []byte, f frame) ([]byte, error) {
	body := 0
	f.Parts = make([]int, len(f.parts))
	for i, part := range f.parts {
		f.Parts[i] = len(part)
		body += len(part)
	}
	head, err := json.Marshal(f.header)
	if err != nil {
		return nil, err
	}
	to = append(to, frameMark...)
	to = binary.LittleEndian.AppendUint32(to, uint32(len(head)))
	to = binary.LittleEndian.AppendUint32(to, uint32(body))
	to = append(to, head...)
	for _, part := range f.parts {
		to = append(to, part...)
	}
	return to, nil
}

// readFrame reads the next frame. What stands before it goes to other.
func readFrame(from *bufio.Reader, other io.Writer) (frame, error) {
	var f frame
	if err := skipToMark(from, other); err != nil {
		return f, err
	}
	var lengths [8]byte
	if _, err := io.ReadFull(from, lengths[:]); err != nil {
		return f, err
	}
	head, body := binary.LittleEndian.Uint32(lengths[:4]), binary.LittleEndian.Uint32(lengths[4:])
	if head > maxFrame || body > maxFrame {
		return f, fmt.Errorf("a frame of %d bytes", uint64(head)+uint64(body))
	}
	data, err := io.ReadAll(io.LimitReader(from, int64(head)+int64(body)))
	if err != nil {
		return f, err
	}
	if len(data) < int(head)+int(body) {
		return f, io.ErrUnexpectedEOF
	}
	if err := json.Unmarshal(data[:head], &f.header); err != nil {
		return f, fmt.Errorf("a frame's header: %w", err)
	}
	data = data[head:]
	for _, n := range f.Parts {
		if n < 0 || n > len(data) {
			return f, errors.New("a frame's parts are longer than the frame")
		}
		f.parts = append(f.parts, data[:n:n])
		data = data[n:]
	}
	return f, nil
}

// skipToMark reads up to and with the next mark.
func skipToMark(from *bufio.Reader, other io.Writer) error {
	for {
		text, err := from.ReadSlice(frameMark[0])
		if len(text) > 0 && (err != nil || len(text) > 1) {
			_, _ = other.Write(bytes.TrimSuffix(text, []byte(frameMark[:1]))) // what cannot be shown is no reason to fail
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			return err
		}
		rest, err := from.Peek(len(frameMark) - 1)
		if err != nil {
			return err
		}
		if string(rest) == frameMark[1:] {
			_, err = from.Discard(len(rest))
			return err
		}
	}
}
