package plugin

import (
	"cmp"
	"context"
	"embed"
	"io"
	"io/fs"
	"time"

	"github.com/paintbox-build/paintbox/internal/plugin/internal/node"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/tool"
)

//go:embed host
var scripts embed.FS

// DefaultLimit is how long a hook may take. A compiler that is called for the
// first time on a busy machine takes seconds; what takes longer waits for what
// does not come.
const DefaultLimit = 30 * time.Second

// Node says how Node may run.
type Node struct {
	Never       bool
	Limit       time.Duration // of a hook; 0 means DefaultLimit
	Environment []string      // nil means this process's
	Terminal    io.Writer     // what plugins print; nil drops it
}

func (n Node) limit() time.Duration { return cmp.Or(n.Limit, DefaultLimit) }

// AsScript adds to an environment what npm gives the scripts of a project in a
// directory, which is absolute: npm_package_version and the like, which
// configurations and .env files name. Where npm has run the process, its own words
// stay.
func AsScript(dir string, environ []string) []string { return tool.AsScript(dir, environ) }

// start runs the scripts in host. A hook that is late is an error there; where it
// does not let the scripts run, which a large compilation may do for long, the
// process is silent, and ended later.
func (n Node) start(ctx context.Context, dir string, answer node.Answer) (*node.Process, error) {
	o := node.Options{Dir: dir, Environment: n.Environment, Limit: 4 * n.limit(), Terminal: n.Terminal}
	if o.Terminal == nil {
		o.Terminal = io.Discard
	}
	var err error
	if o.Scripts, err = fs.Sub(scripts, "host"); err != nil {
		return nil, err
	}
	return node.Start(ctx, o, answer)
}
