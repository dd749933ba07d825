package coding_test

import (
	"bytes"
	"testing"

	"github.com/paintbox-build/paintbox/internal/coding"
)

// What is packed comes back, and what is torn does not.
func TestPack(t *testing.T) {
	for _, value := range [][]byte{nil, []byte("short"), bytes.Repeat([]byte("like "), 1000)} {
		packed := coding.Pack(value)
		got, err := coding.Unpack(packed)
		if err != nil || !bytes.Equal(got, value) {
			t.Errorf("%d bytes come back as %d, %v", len(value), len(got), err)
		}
		if len(value) > 100 && len(packed) > len(value)/10 {
			t.Errorf("%d bytes become %d", len(value), len(packed))
		}
		if len(packed) > 0 {
			if _, err := coding.Unpack(packed[:len(packed)-1]); err == nil {
				t.Error("what is torn comes back")
			}
		}
	}
}
