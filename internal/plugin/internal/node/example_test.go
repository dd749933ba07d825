package node_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"testing/fstest"
	"time"

	"github.com/paintbox-build/paintbox/internal/plugin/internal/node"
)

// Each side asks the other: here Node is asked for a greeting, and asks whom to
// greet.
func ExampleStart() {
	wire, err := os.ReadFile("../../host/wire.mjs")
	if err != nil {
		log.Fatal(err)
	}
	scripts := fstest.MapFS{"wire.mjs": {Data: wire}, "main.mjs": {Data: []byte(`
		import { Wire } from './wire.mjs'
		const wire = new Wire(async (op, args) => {
			const { args: asked, parts } = await wire.ask('whom', {})
			return { text: args.word + ', ' + asked.title + ' ' + parts[0] }
		})
	`)}}
	whom := func(node.Question) (any, [][]byte, error) {
		return map[string]string{"title": "dear"}, [][]byte{[]byte("reader")}, nil
	}
	ctx := context.Background()
	p, err := node.Start(ctx, node.Options{Scripts: scripts, Limit: time.Minute, Terminal: io.Discard}, whom)
	if err != nil {
		log.Fatal(err)
	}
	var answer struct{ Text string }
	if _, fault := p.Call(ctx, "greet", map[string]string{"word": "hello"}, &answer); fault != nil {
		log.Fatal(fault.Text)
	}
	fmt.Println(answer.Text, p.Close())
	// Output: hello, dear reader <nil>
}
