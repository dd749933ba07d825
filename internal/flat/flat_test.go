package flat

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"testing/quick"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
)

type sample struct {
	Name    string
	Count   int64
	Small   uint8
	Yes     bool
	List    []string
	Bytes   []byte
	Fixed   [3]uint16
	Pointer *asset.Message
	Map     map[string][]byte
	Nested  []asset.Placement
}

// What is written is read back as it was, nil and empty apart.
func TestRead(t *testing.T) {
	same := func(want sample) bool {
		written := Append(nil, want)
		var got sample
		if err := Read(written, &got); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		return bytes.Equal(written, Append(nil, got)) && !t.Failed()
	}
	if err := quick.Check(same, &quick.Config{MaxCount: 200}); err != nil {
		t.Error(err)
	}
	same(sample{List: []string{}, Bytes: []byte{}, Map: map[string][]byte{"a": nil, "b": {}}, Nested: []asset.Placement{}})
}

// Bytes that are cut off, or have more behind them, are an error and no value.
func TestReadBroken(t *testing.T) {
	whole := Append(nil, sample{Name: "name", List: []string{"a", "b"}, Map: map[string][]byte{"k": {1}}, Pointer: &asset.Message{Text: "t"}})
	for n := range whole {
		var got sample
		if Read(whole[:n], &got) == nil {
			t.Errorf("%d of %d bytes are read", n, len(whole))
		}
	}
	if Read(append(bytes.Clone(whole), 0), new(sample)) == nil {
		t.Error("a byte too many is read")
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		broken := bytes.Clone(whole)
		broken[random.IntN(len(broken))] = byte(random.IntN(256))
		_ = Read(broken, new(sample)) // which need not be an error, and must come to an end
	}
	var number any
	if Read([]byte{1}, &number) == nil {
		t.Error("an interface is read")
	}
}

// Everything that a value holds makes other bytes: fields that are not exported,
// what pointers and interfaces lead to, and whether a function is there.
func TestAppend(t *testing.T) {
	type hidden struct {
		text  string
		inner *int
		any   any
		call  func()
		float float64
	}
	one, two := 1, 2
	seen := map[string]int{}
	values := []hidden{{}, {text: "a"}, {inner: &one}, {inner: &two}, {any: 1}, {any: "1"}, {any: uint(1)}, {call: func() {}}, {float: 1.5}}
	for i, v := range values {
		text := string(Append(nil, v))
		if before, ok := seen[text]; ok {
			t.Errorf("values %d and %d give the same bytes", before, i)
		}
		seen[text] = i
	}
	many := map[string]int{}
	for i := range 100 {
		many[fmt.Sprint(i)] = i
	}
	first := Append(nil, many)
	for range 10 {
		if !bytes.Equal(first, Append(nil, reflect.ValueOf(many).Interface())) {
			t.Fatal("a map does not always give the same bytes")
		}
	}
}
