package edit_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/edit"
)

// Edits stand for parts of a text, by offsets in it, and may be empty there.
func Example() {
	fmt.Println(edit.Apply("let answer = 41", []edit.Edit{{Start: 0, End: 3, Text: "const"}, {Start: 13, End: 15, Text: "42"}, {Start: 15, End: 15, Text: ";"}}))
	// Output: const answer = 42;
}
