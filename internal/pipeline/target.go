package pipeline

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/pathname"
	"github.com/paintbox-build/paintbox/internal/publish"
)

// checkTarget finds out whether the output directory may be replaced. What
// another tool left in one that git ignores may go, with a note.
func (r *runner) checkTarget(target *publish.Options) ([]asset.Message, error) {
	err := publish.Check(r.cfg.Outdir, *target)
	if err == nil || target.Empty || !r.ignored(r.cfg.Outdir) {
		return nil, err
	}
	target.Empty = true
	if publish.Check(r.cfg.Outdir, *target) != nil {
		return nil, err
	}
	return []asset.Message{{Text: "what another tool had written to " + r.cfg.Name(r.cfg.Outdir) + " is replaced: git ignores that directory"}}, nil
}

// ignored tells whether the project's .gitignore names a directory as a whole.
func (r *runner) ignored(dir string) bool {
	data, err := os.ReadFile(filepath.Join(r.cfg.Dir, ".gitignore"))
	if err != nil {
		return false
	}
	name := pathname.From(r.cfg.Dir, dir)
	return slices.ContainsFunc(strings.Split(string(data), "\n"), func(line string) bool {
		line = strings.TrimSpace(line)
		return line != "" && strings.Trim(line, "/") == name
	})
}
