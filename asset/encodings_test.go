package asset

import "testing"

// Encodings are values: what a stage adds, the stage before does not see.
func TestEncodingsWith(t *testing.T) {
	var none Encodings
	if got := none.With("gzip", nil); got != nil {
		t.Errorf("no form makes %v", got)
	}
	one := none.With("brotli", []byte("b"))
	two := one.With("gzip", []byte("g")).With("brotli", []byte("c"))
	if len(one) != 1 || string(one["brotli"]) != "b" || string(two["brotli"]) != "c" || string(two["gzip"]) != "g" || len(two) != 2 {
		t.Errorf("%q, %q", one, two)
	}
}
