package browserslist_test

import (
	"encoding/json"
	"fmt"

	"github.com/paintbox-build/paintbox/internal/browserslist"
)

// The browsers that a package.json names for other tools become a target. What
// is not understood is left out, with a note.
func ExampleTarget() {
	list := browserslist.Read(".", json.RawMessage(`["chrome >= 90, safari 15.4", "firefox esr", "browsers of our team"]`))
	target, notes := browserslist.Target(".", list)
	fmt.Println(target)
	for _, n := range notes {
		fmt.Println(n.Text)
	}
	// Output:
	// chrome90,firefox140,safari15.4
	// browserslist: "browsers of our team" is not understood here, and left out
}
