package dotenv_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/dotenv"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// The file of the mode goes before the general one, and names without a prefix
// only serve to expand others: no source sees the host itself.
func ExampleRead() {
	dir, remove := projecttest.Make(`
-- .env --
HOST=api.example.org
VITE_API=https://$HOST/v1
VITE_TITLE=Rooms
-- .env.staging --
HOST=staging.example.org
VITE_TITLE="Rooms (staging)" # in the tab
`)
	defer remove()
	env, err := dotenv.Read(dotenv.Request{Dir: dir, Mode: "staging", Prefixes: []string{"VITE_"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range env.Files {
		fmt.Println(f.Path)
	}
	fmt.Println(env.Values)
	// Output:
	// .env
	// .env.staging
	// map[VITE_API:https://staging.example.org/v1 VITE_TITLE:Rooms (staging)]
}
