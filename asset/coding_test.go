package asset

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestSibling(t *testing.T) {
	for _, c := range Codings() {
		original, found, ok := Sibling("assets/main.js" + c.Suffix)
		if original != "assets/main.js" || found != c || !ok {
			t.Errorf("%s: %q, %+v, %v", c.Name, original, found, ok)
		}
		if !strings.Contains(Suffixes(), c.Suffix) {
			t.Errorf("Suffixes() = %q lacks %s", Suffixes(), c.Suffix)
		}
	}
	for _, name := range []string{"main.js", "main.js.GZ", "gz", "main.gz/a", ""} {
		if original, _, ok := Sibling(name); ok || original != name {
			t.Errorf("%q is taken for the sibling of %q", name, original)
		}
	}
}

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
	var order []string
	for c, data := range two.All() {
		order = append(order, c.Name+string(data))
	}
	if !slices.Equal(order, []string{"gzipg", "brotlic"}) {
		t.Errorf("order %v", order)
	}
	for c := range two.All() {
		if c.Name != "gzip" {
			t.Error("a loop that is left goes on")
		}
		break
	}
}

func ExampleSibling() {
	original, coding, _ := Sibling("assets/main.js.br")
	fmt.Println(original, coding.Name)
	// Output: assets/main.js brotli
}
