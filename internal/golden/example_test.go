package golden_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/paintbox-build/paintbox/internal/golden"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// told is a test that prints whether it fails.
type told struct{ testing.TB }

func (told) Helper() {}

func (told) Errorf(string, ...any) { fmt.Println("differs") }

// A test fails where it makes something else than the file holds.
func ExampleCheck() {
	dir, remove := projecttest.Make("-- total.txt --\n42.0 KB\n")
	defer remove()
	for _, made := range []string{"42.0 KB\n", "43.1 KB\n"} {
		golden.Check(told{}, filepath.Join(dir, "total.txt"), []byte(made))
	}
	// Output: differs
}
