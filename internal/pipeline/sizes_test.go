package pipeline_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"github.com/paintbox-build/paintbox/asset"
)

// The limits that the project promises for its sample, in bytes.
const (
	scriptLimit    = 244_000
	frameworkLimit = 200_000
	totalLimit     = 5_000_000
)

// The files on disk keep the limits.
func TestSampleSizes(t *testing.T) {
	result := builtSample(t)
	files := tree(t, result.Outdir)
	var total, scripts, largest int
	for name, data := range files {
		if isRecord(name) || isSibling(name) || path.Ext(name) == ".map" || result.Build.File(name) != nil && result.Build.File(name).Notice {
			continue
		}
		total += len(data)
		if path.Ext(name) != ".js" {
			continue
		}
		scripts++
		largest = max(largest, len(data))
		if len(data) > scriptLimit {
			t.Errorf("%s has %d bytes, more than %d", name, len(data), scriptLimit)
		}
		f := result.Build.File(name)
		if f == nil {
			t.Errorf("%s is on disk, not in the build", name)
			continue
		}
		if f.Group == "framework" && len(data) > frameworkLimit && len(f.Uncut) == 0 {
			t.Errorf("%s has %d bytes, more than %d, and names no module that cannot be cut", name, len(data), frameworkLimit)
		}
		for _, u := range f.Uncut {
			t.Logf("%s: %s cannot be cut, %d bytes", name, u.Module, u.Bytes)
			if u.Module == "" || u.Bytes <= f.Limit || len(u.Chain) == 0 || u.Advice == "" {
				t.Errorf("%s: incomplete report of what cannot be cut: %+v (limit %d)", name, u, f.Limit)
			}
		}
	}
	source := int(result.Build.SourceBytes)
	saved := 100 - 100*float64(total)/float64(source)
	t.Logf("%d scripts, the largest %d bytes; %d bytes in all, %.1f %% below %d bytes of source; built in %v", scripts, largest, total, saved, source, result.Duration)
	if total > totalLimit || asset.Size(total) != result.Build.Total()+result.Build.Sum(asset.OriginPublic) {
		t.Errorf("%d bytes are published (the build says %d), at most %d are allowed", total, result.Build.Total()+result.Build.Sum(asset.OriginPublic), totalLimit)
	}
	if source < 15_000_000 || saved < 66 {
		t.Errorf("%d bytes of source: %.1f %% saved, want 66 %% of at least 15 MB", source, saved)
	}
	if result.Verdict.Exceeded() {
		t.Errorf("a budget is exceeded: %+v", result.Verdict)
	}
}

func isRecord(name string) bool { return strings.HasPrefix(name, ".paintbox/") }

func isSibling(name string) bool { return path.Ext(name) == ".gz" || path.Ext(name) == ".br" }

// Compressed siblings hold the file and are smaller.
func TestSampleSiblings(t *testing.T) {
	files := tree(t, builtSample(t).Outdir)
	count := 0
	for name, data := range files {
		var r io.Reader = brotli.NewReader(bytes.NewReader(data))
		if path.Ext(name) == ".gz" {
			z, err := gzip.NewReader(bytes.NewReader(data))
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			r = z
		}
		if !isSibling(name) {
			continue
		}
		count++
		original := files[strings.TrimSuffix(name, path.Ext(name))]
		decoded, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(decoded, original) {
			t.Errorf("%s does not decode to its file: %v", name, err)
		}
		if len(data) >= len(original) {
			t.Errorf("%s has %d bytes, its file %d", name, len(data), len(original))
		}
	}
	for name, data := range files {
		if path.Ext(name) == ".js" && len(data) > 2000 && (files[name+".br"] == nil || files[name+".gz"] == nil) {
			t.Errorf("%s has no compressed siblings", name)
		}
	}
	if count == 0 {
		t.Error("no compressed files")
	}
}

// What pages and records name is there.
func TestSampleReferences(t *testing.T) {
	result := builtSample(t)
	files := tree(t, result.Outdir)
	exists := func(where, name string) {
		t.Helper()
		if files[name] == nil {
			t.Errorf("%s names %q, which is not there", where, name)
		}
	}
	named := regexp.MustCompile(`(?:href|src)=["']?/([^\s"'>]+)`).FindAllSubmatch(files["index.html"], -1)
	if len(named) < 6 {
		t.Errorf("index.html names %d files: %q", len(named), named)
	}
	for _, m := range named {
		exists("index.html", string(m[1]))
	}

	var icons struct{ Icons []struct{ Src string } }
	parse(t, files, "manifest.webmanifest", &icons)
	for _, icon := range icons.Icons {
		exists("manifest.webmanifest", strings.TrimPrefix(icon.Src, "/"))
	}

	var manifest map[string]struct {
		File                                 string
		IsEntry, IsDynamicEntry              bool
		Imports, DynamicImports, CSS, Assets []string
	}
	parse(t, files, ".paintbox/manifest.json", &manifest)
	for key, c := range manifest {
		for _, name := range slices.Concat([]string{c.File}, c.CSS, c.Assets) {
			exists("manifest.json: "+key, name)
		}
		for _, other := range slices.Concat(c.Imports, c.DynamicImports) {
			if _, ok := manifest[other]; !ok {
				t.Errorf("manifest.json: %s imports %q, which is no key", key, other)
			}
		}
	}
	if !manifest["index.html"].IsEntry || !manifest["src/routes/estimate/EstimatePage.tsx"].IsDynamicEntry {
		t.Error("manifest.json lacks the page or a route")
	}

	if len(result.Build.Precache) != 3 {
		t.Errorf("precache %q, want three files", result.Build.Precache)
	}
	for _, name := range result.Build.Precache {
		exists("sw.js", name)
		if !bytes.Contains(files["sw.js"], []byte(name)) {
			t.Errorf("sw.js does not name %s", name)
		}
	}
	for _, m := range regexp.MustCompile(`"(assets/[^"]+)"`).FindAllSubmatch(files["sw.js"], -1) {
		exists("sw.js", string(m[1]))
	}
}

// The records say what is on disk.
func TestSampleRecords(t *testing.T) {
	result := builtSample(t)
	files := tree(t, result.Outdir)
	var report struct {
		Made  struct{ Raw int }
		Files []struct {
			Path              string
			Raw, Gzip, Brotli int
		}
	}
	parse(t, files, ".paintbox/report.json", &report)
	if report.Made.Raw != int(result.Build.Total()) {
		t.Errorf("report.json: total %d, want %d", report.Made.Raw, result.Build.Total())
	}
	for _, f := range report.Files {
		if f.Raw != len(files[f.Path]) {
			t.Errorf("report.json: %s has %d bytes, on disk %d", f.Path, f.Raw, len(files[f.Path]))
		}
		if br := files[f.Path+".br"]; br != nil && f.Brotli != len(br) {
			t.Errorf("report.json: %s has %d bytes of brotli, on disk %d", f.Path, f.Brotli, len(br))
		}
	}
	var meta struct {
		Inputs  map[string]struct{ Bytes int }
		Outputs map[string]struct {
			Bytes  int
			Inputs map[string]struct{ BytesInOutput int }
		}
	}
	parse(t, files, ".paintbox/meta.json", &meta)
	known := map[string]asset.Size{}
	for _, in := range result.Build.Inputs {
		known[in.Path] = in.Bytes
	}
	for name, in := range meta.Inputs {
		bytes, ok := known[name]
		if ok && in.Bytes != int(bytes) {
			t.Errorf("meta.json: %s has %d bytes of source, want %d", name, in.Bytes, bytes)
		}
		if kind := asset.KindOf(name); !ok && (kind == asset.KindJS || path.Ext(name) == ".ts" || path.Ext(name) == ".tsx") {
			t.Errorf("meta.json: the input %s is unknown to the build", name)
		}
	}
	if len(meta.Inputs) < 1000 {
		t.Errorf("meta.json has only %d inputs", len(meta.Inputs))
	}
	for name, out := range meta.Outputs {
		if out.Bytes != len(files[name]) {
			t.Errorf("meta.json: %s has %d bytes, on disk %d", name, out.Bytes, len(files[name]))
		}
		for input := range out.Inputs {
			if _, ok := meta.Inputs[input]; !ok {
				t.Errorf("meta.json: %s holds %s, which is no input", name, input)
			}
		}
	}
}

func parse(t *testing.T, files map[string][]byte, name string, into any) {
	t.Helper()
	if err := json.Unmarshal(files[name], into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// Nobody waits for more than ten scripts before the sample's page is there.
func TestSampleFewScripts(t *testing.T) {
	const most = 10
	for _, root := range builtSample(t).Build.Roots {
		if root.Page == "" {
			continue
		}
		t.Logf("%s loads %d scripts", root.Page, len(root.Scripts))
		if len(root.Scripts) > most {
			t.Errorf("%s loads %d scripts, want at most %d: %q", root.Page, len(root.Scripts), most, root.Scripts)
		}
	}
}
