package pipeline_test

import (
	"context"
	"fmt"

	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// A build is one call: from the configuration to what is published, or to an
// error and nothing.
func ExampleRun() {
	dir, remove := projecttest.Make(`
-- index.html --
<!doctype html><link rel="stylesheet" href="/main.css"><script type="module" src="/main.js"></script>
-- main.css --
body { margin: 0 }
-- main.js --
import("./plan.js").then((plan) => plan.draw());
-- plan.js --
export const draw = () => document.body.append("the plan");
`)
	defer remove()
	cfg, err := config.Load(config.Request{Dir: dir})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := pipeline.Run(context.Background(), cfg, pipeline.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var stages []string
	for _, s := range result.Stages {
		stages = append(stages, s.Name)
	}
	fmt.Println(stages)
	for _, f := range result.Build.Files {
		fmt.Println(f.Name, f.Source)
	}
	// Output:
	// [read link plan assemble render collect complete notices compress check publish]
	// assets/index.js index.html
	// assets/main.css main.css
	// assets/plan.js plan.js
	// index.html index.html
	// sw.js
}
