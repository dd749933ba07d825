package coding

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestSibling(t *testing.T) {
	for _, c := range Table() {
		original, found, ok := Sibling("assets/main.js" + c.Suffix)
		if original != "assets/main.js" || found.Name != c.Name || !ok {
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

// TestForms: in the order of the table, whatever that of the map is.
func TestForms(t *testing.T) {
	two := map[string][]byte{"brotli": []byte("c"), "gzip": []byte("g"), "unheard": []byte("u")}
	var order []string
	for c, data := range Forms(two) {
		order = append(order, c.Name+string(data))
	}
	if !slices.Equal(order, []string{"gzipg", "brotlic"}) {
		t.Errorf("order %v", order)
	}
	for c := range Forms(two) {
		if c.Name != "gzip" {
			t.Error("a loop that is left goes on")
		}
		break
	}
}

// A suffix tells whose compressed form a file is.
func ExampleSibling() {
	original, coding, _ := Sibling("assets/main.js.br")
	fmt.Println(original, coding.Name)
	// Output: assets/main.js brotli
}
