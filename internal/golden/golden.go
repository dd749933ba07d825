// Package golden compares what tests make with files that are kept, and writes
// these anew where the tests are run with -update.
package golden

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files anew")

// Updating tells whether the golden files are written anew.
func Updating() bool { return *update }

// Check fails a test where a file does not hold what was made.
func Check(t testing.TB, file string, made []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v: run make update", err)
	}
	if diff := cmp.Diff(string(kept), string(made)); diff != "" {
		t.Errorf("%s (-) is not what was made (+): run make update, if this is meant\n%s", file, diff)
	}
}
