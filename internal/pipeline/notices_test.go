package pipeline_test

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every package whose bytes are in the sample's output has a notice, and no
// other. What the output holds is read from the shares of its files, not from
// what the notices are made of.
func TestSampleNotices(t *testing.T) {
	result := builtSample(t)
	want := map[string]bool{}
	hold := func(module string) {
		const marker = "node_modules/"
		at := strings.LastIndex(module, marker)
		if at < 0 {
			return
		}
		parts := strings.SplitN(module[at+len(marker):], "/", 3)
		name := parts[0]
		if strings.HasPrefix(name, "@") {
			name = path.Join(parts[0], parts[1])
		}
		var manifest struct{ Name, Version string }
		data, err := os.ReadFile(filepath.Join(sampleDir, module[:at], marker, name, "package.json"))
		if err == nil {
			err = json.Unmarshal(data, &manifest)
		}
		if err != nil {
			t.Fatal(err)
		}
		want[manifest.Name+" "+manifest.Version] = true
	}
	for _, f := range result.Build.Files {
		hold(f.Source)
		for _, s := range f.Shares {
			hold(s.Module)
		}
	}
	files := tree(t, result.Outdir)
	var document struct {
		Packages []struct{ Name, Version, License string }
	}
	if err := json.Unmarshal(files["licenses.json"], &document); err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, p := range document.Packages {
		got[p.Name+" "+p.Version] = true
		if !strings.Contains(string(files["licenses.txt"]), "\n"+p.Name+" "+p.Version+"\nLicense: "+p.License+"\n") {
			t.Errorf("licenses.txt does not tell of %+v", p)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got) < 50 {
		t.Errorf("%d packages have notices:\n%s", len(got), diff)
	}
	if n := strings.Count(string(files["licenses.txt"]), "\nLicense: "); n < len(got) {
		t.Errorf("licenses.txt has %d packages, licenses.json %d", n, len(got))
	}
	for _, f := range result.Build.Files {
		entry := f.Entry && f.Path == result.Build.Roots[0].File
		if has := strings.HasSuffix(string(f.Data), "\n/*! licenses: /licenses.txt */\n"); has != entry {
			t.Errorf("%s names the notices: %v", f.Path, has)
		}
	}
	for _, name := range result.Build.Precache {
		if strings.HasPrefix(name, "licenses.") {
			t.Errorf("%s is precached", name)
		}
	}
}
