package node

import (
	"bufio"
	"bytes"
	"io"
	"testing"
	"testing/iotest"
)

// What was written is read, whatever stands between frames.
func TestFrames(t *testing.T) {
	var wire []byte
	var err error
	sent := []frame{
		{header: header{ID: 1, Op: "load", Args: []byte(`{"id":"/a.vue"}`)}, parts: [][]byte{[]byte("text"), {}, {0, 0xff, 'P', 'B', 0xfe}}},
		{header: header{ID: 2, Error: &Fault{Text: "wrong"}}},
	}
	for _, f := range sent {
		wire = append(wire, "words\xff of \xffPB a child\n"...)
		if wire, err = appendFrame(wire, f); err != nil {
			t.Fatal(err)
		}
	}
	var other bytes.Buffer
	from := bufio.NewReaderSize(iotest.OneByteReader(bytes.NewReader(wire)), 16)
	for _, want := range sent {
		got, err := readFrame(from, &other)
		if err != nil {
			t.Fatal(err)
		}
		if got.ID != want.ID || got.Op != want.Op || string(got.Args) != string(want.Args) || len(got.parts) != len(want.parts) || (got.Error == nil) != (want.Error == nil) {
			t.Errorf("read %+v, want %+v", got, want)
		}
		for i := range want.parts {
			if !bytes.Equal(got.parts[i], want.parts[i]) {
				t.Errorf("part %d is %q, want %q", i, got.parts[i], want.parts[i])
			}
		}
	}
	if _, err := readFrame(from, &other); err != io.EOF { //nolint:errorlint // exactly that: the reader's own
		t.Errorf("at the end: %v", err)
	}
	if got := other.String(); got != "words of PB a child\nwords of PB a child\n" {
		t.Errorf("beside the frames: %q", got)
	}
}

// No bytes make the reader panic or ask for memory that the bytes do not fill.
func FuzzFrame(f *testing.F) {
	good, err := appendFrame(nil, frame{header: header{ID: 7, Op: "resolve"}, parts: [][]byte{[]byte("a"), []byte("bc")}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(frameMark + "\xff\xff\xff\x3f\xff\xff\xff\x3f{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		from := bufio.NewReader(bytes.NewReader(data))
		for {
			got, err := readFrame(from, io.Discard)
			if err != nil {
				return
			}
			again, err := appendFrame(nil, got)
			if err != nil {
				t.Fatal(err)
			}
			back, err := readFrame(bufio.NewReader(bytes.NewReader(again)), io.Discard)
			if err != nil || back.ID != got.ID || len(back.parts) != len(got.parts) {
				t.Fatalf("%+v became %+v: %v", got, back, err)
			}
		}
	})
}
