package pipeline_test

import (
	"encoding/json"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/pipeline"
)

// librariesDir holds the packages that tests use, a source-map library among
// them.
const librariesDir = "../../testdata/libraries"

// traced is where the tokens of a build lead by its source maps.
type traced struct {
	Maps, Sources, Cut int
	Kinds              map[string][2]int // right, wrong
	Wrong              []string
}

// trace builds an application with source maps, and follows each token.
func trace(t *testing.T, app, dist string) (result *pipeline.Result, found traced) {
	t.Helper()
	result, err := buildApplication(app, dist, config.Setting{Key: "sourcemap", Value: "linked"}, config.Setting{Key: "compress", Value: false})
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "node", "testdata/trace.mjs", filepath.Join(result.Outdir, "assets"), librariesDir).Output()
	if err != nil {
		t.Fatalf("trace: %v", err)
	}
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatalf("trace: %v\n%s", err, out)
	}
	return result, found
}

// tokens counts those that lead to the same in the source, and the others.
func (t traced) tokens() (right, wrong int) {
	for _, n := range t.Kinds {
		right, wrong = right+n[0], wrong+n[1]
	}
	return right, wrong
}

// The source maps of the sample lead from each word and each string of the
// final files to the same word or string in the source. The rest is what has no
// counterpart: constants put in place of their names, names of JSX that become
// calls, prototypes of compiled classes.
func TestSampleSourceMaps(t *testing.T) {
	result, traced := trace(t, sampleDir, filepath.Join(shared.dir, "mapped"))
	for kind, n := range traced.Kinds {
		t.Logf("%s: %d lead to the same in the source, %d do not", kind, n[0], n[1])
	}
	right, wrong := traced.tokens()
	if right < 300_000 || wrong*100 > right {
		t.Errorf("%d tokens lead to the source, %d do not; want 99 %% of at least 300,000\n%s", right, wrong, strings.Join(traced.Wrong, "\n"))
	}
	if n := traced.Kinds["renamed"]; n[1] > 0 {
		t.Errorf("%d of %d names are not those of the source", n[1], n[0]+n[1])
	}
	if traced.Sources < 1500 || traced.Cut < 100 {
		t.Errorf("the maps name %d sources, %d of them in several files; want 1500 and 100", traced.Sources, traced.Cut)
	}
	var scripts int
	var maps asset.Size
	for i := range result.Build.Files {
		f := &result.Build.Files[i]
		if f.Kind == asset.KindMap {
			maps += asset.Size(len(f.Data))
		}
		if path.Dir(f.Path) != "assets" || f.Kind != asset.KindJS {
			continue
		}
		scripts++
		if f.Limit > 0 && asset.Size(len(f.Data)) > f.Limit && len(f.Uncut) == 0 {
			t.Errorf("%s has %d bytes with its comment, more than %d", f.Path, len(f.Data), f.Limit)
		}
	}
	if scripts != traced.Maps {
		t.Errorf("%d scripts have %d maps", scripts, traced.Maps)
	}
	t.Logf("%d maps, %s; %d modules are in several files", scripts, maps.Human(), traced.Cut)
}
