package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

func TestUnknownFormat(t *testing.T) {
	err := Write(io.Discard, "tap", Report{}, Options{})
	if err == nil || !strings.HasPrefix(err.Error(), `unknown report format "tap" (one of text, json`) {
		t.Errorf("got %v", err)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestEveryFormatReportsWriteErrors(t *testing.T) {
	for _, f := range Formats() {
		if err := Write(fullDisk{}, f.Name, shopReport(t), Options{}); err == nil || !strings.Contains(err.Error(), "report "+f.Name) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func TestEveryFormatWritesAnEmptyReport(t *testing.T) {
	for _, f := range Formats() {
		if err := Write(io.Discard, f.Name, Report{}, Options{}); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// What a run took must not reach published files: the same tree gives the same
// bytes, however long it took and wherever it was written.
func TestRecordsLeaveTheRunOut(t *testing.T) {
	one, two := shopReport(t), shopReport(t)
	two.Run = &Run{Duration: 1, PeakMemory: 2, Stages: []Stage{{"link", 3}}}
	two.Outdir = "elsewhere"
	first, err := Records(one)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Records(two)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for i := range first {
		names = append(names, first[i].Path)
		if !bytes.Equal(first[i].Data, second[i].Data) {
			t.Errorf("%s differs", first[i].Path)
		}
	}
	if diff := cmp.Diff([]string{".paintbox/manifest.json", ".paintbox/meta.json", ".paintbox/report.json"}, names); diff != "" {
		t.Error(diff)
	}
}

// Records that are already in the build are not files of the application.
func TestRecordsAreNotListed(t *testing.T) {
	r := goodReport(t)
	records, err := Records(r)
	if err != nil {
		t.Fatal(err)
	}
	r.Build = r.Build.With(records...)
	again, err := Records(r)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(records[2].Data), string(again[2].Data)); diff != "" {
		t.Error(diff)
	}
}

func TestEmptyListsAreNotNull(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, "json", Report{}, Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "null") {
		t.Errorf("a list is null:\n%s", out.String())
	}
}

func TestAllListsEveryFile(t *testing.T) {
	var short, full bytes.Buffer
	for out, o := range map[*bytes.Buffer]Options{&short: {}, &full: {All: true}} {
		if err := Write(out, "text", goodReport(t), o); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(short.String(), "… 44 smaller") || strings.Contains(full.String(), "smaller") {
		t.Error("the short report must sum the small files of a group up, the full one list them")
	}
	for _, f := range shopChunks() {
		if !strings.Contains(full.String(), f.Path) {
			t.Errorf("%s is missing", f.Path)
		}
	}
}

func TestColorAddsNothingButColor(t *testing.T) {
	var plain, colored bytes.Buffer
	for out, o := range map[*bytes.Buffer]Options{&plain: {}, &colored: {Color: true}} {
		if err := Write(out, "text", shopReport(t), o); err != nil {
			t.Fatal(err)
		}
	}
	var stripped strings.Builder
	for part := range strings.SplitSeq(colored.String(), "\x1b[") {
		if _, after, ok := strings.Cut(part, "m"); ok && stripped.Len() > 0 {
			part = after
		}
		stripped.WriteString(part)
	}
	got := strings.TrimPrefix(stripped.String(), "1m")
	if trimLines(got) != trimLines(plain.String()) {
		t.Error(cmp.Diff(trimLines(plain.String()), trimLines(got)))
	}
}

// trimLines cuts trailing spaces, which stand inside a colour.
func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func TestNoLineIsWiderThanTheTerminal(t *testing.T) {
	for _, width := range []int{60, 72, 76, 80, 100, 120} {
		var out bytes.Buffer
		if err := Write(&out, "text", shopReport(t), Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(out.String(), "\n") {
			// A word that is wider by itself, such as a path, stays whole.
			if cells(line) > width && strings.Count(strings.TrimSpace(line), " ") > 1 {
				t.Errorf("%d columns of %d: %s", cells(line), width, line)
			}
		}
	}
}

// A file name can hold anything. It must not steer the terminal or the workflow
// that shows the report, nor become markup or a mention.
func TestHostileNames(t *testing.T) {
	const name = "assets/\x1b[2J\n::error::\u202E|`<img src=x>@someone`.js"
	warning := asset.Message{Text: "odd \x1b]0;title\a\n::set-output name=x::y <b>@someone</b>", File: name, Line: 1}
	b := asset.Build{Warnings: []asset.Message{warning}}.With(
		asset.File{Path: name, Name: name, Kind: asset.KindJS, Entry: true, Data: []byte("xx")},
	)
	r := judge(t, b, `[{"type":"total","max":1},{"type":"file","max":"1B","warn":"1B"},{"type":"file","name":"**","maxIncrease":1}]`, nil)
	for _, f := range Formats() {
		var out bytes.Buffer
		if err := Write(&out, f.Name, r, Options{}); err != nil {
			t.Fatal(err)
		}
		bad := []string{"\x1b", "\a", "\n::error::\u202e", "\n::set-output"}
		if f.Name != "json" { // JSON escapes what a terminal minds, and keeps the names as they are
			bad = append(bad, "\u202e")
		}
		if f.Name == "markdown" {
			bad = append(bad, "`<img", "<b>", "@someone<", "\n|`<")
		}
		for _, b := range bad {
			if strings.Contains(out.String(), b) {
				t.Errorf("%s lets %q through:\n%s", f.Name, b, out.String())
			}
		}
	}
}

func TestVisits(t *testing.T) {
	b := shop()
	got := map[string][]string{}
	for _, v := range visits(&b) {
		for _, f := range v.files {
			got[label(v.root)] = append(got[label(v.root)], strings.TrimPrefix(f.Name, "assets/"))
		}
	}
	page := []string{"framework.js", "vendor.js", "main.js", "main.css"}
	estimate := slices.Concat(page, []string{"ui.js", "ui-2.js", "Estimate.js", "Estimate.css"})
	want := map[string][]string{
		"index.html":                     page,
		"src/routes/Estimate.tsx":        estimate,
		"src/routes/estimate/Export.tsx": slices.Concat(estimate, []string{"excel.js", "excel-2.js", "Export.js"}),
		"src/routes/[id].tsx":            slices.Concat(page, []string{"id.js"}),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A route that no entry seems to lead to is still listed, with what is known.
func TestVisitOfALooseRoute(t *testing.T) {
	b := shop()
	main := *b.File("assets/main-2K7QAAAA.js")
	main.Dynamic = nil
	b = b.With(main)
	if list := visits(&b); len(list[3].files) != 1 {
		t.Errorf("%s loads %d files, want its own script alone", list[3].root.Source, len(list[3].files))
	}
}

func TestViteManifest(t *testing.T) {
	r := goodReport(t)
	manifest := map[string]ViteChunk{}
	data, err := encode(viteManifest(&r))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &manifest); err != nil {
		t.Fatal(err)
	}
	want := map[string]ViteChunk{
		"src/main.tsx": {
			File: "assets/main-2K7QAAAA.js", Name: "main", Src: "src/main.tsx", IsEntry: true,
			Imports: []string{"_framework-2K7QAAAA.js", "_vendor-2K7Q0000.js"}, DynamicImports: []string{"src/routes/Estimate.tsx", "src/routes/[id].tsx"},
			CSS: []string{"assets/main-2K7QAAAB.css"},
		},
		"index.html": {
			File: "assets/main-2K7QAAAA.js", Name: "main", Src: "index.html", IsEntry: true,
			Imports: []string{"_framework-2K7QAAAA.js", "_vendor-2K7Q0000.js"}, DynamicImports: []string{"src/routes/Estimate.tsx", "src/routes/[id].tsx"},
			CSS: []string{"assets/main-2K7QAAAB.css"},
		},
		"src/routes/Estimate.tsx": {
			File: "assets/Estimate-2K7QAAAA.js", Name: "Estimate", Src: "src/routes/Estimate.tsx", IsDynamicEntry: true,
			Imports: []string{"_ui-2K7Q0000.js", "_ui-2K7Q0001.js"}, DynamicImports: []string{"src/routes/estimate/Export.tsx"},
			CSS: []string{"assets/Estimate-2K7QAAAB.css"}, Assets: []string{"assets/logo-2K7QAAAA.svg"},
		},
		"_framework-2K7QAAAA.js": {File: "assets/framework-2K7QAAAA.js", Name: "framework"},
		"_ui-2K7Q0001.js":        {File: "assets/ui-2K7Q0001.js", Name: "ui-2"},
		"src/logo.svg":           {File: "assets/logo-2K7QAAAA.svg", Src: "src/logo.svg"},
		"_main-2K7QAAAB.css":     {File: "assets/main-2K7QAAAB.css"},
	}
	for key, chunk := range want {
		if diff := cmp.Diff(chunk, manifest[key]); diff != "" {
			t.Errorf("%s:\n%s", key, diff)
		}
	}
	for _, key := range []string{"sw.js", "_sw.js", "robots.txt", "_robots.txt", "_index.html", "_main-2K7QAAAA.js.map"} {
		if _, ok := manifest[key]; ok {
			t.Errorf("%s is listed", key)
		}
	}
	for key, chunk := range manifest {
		for _, ref := range slices.Concat(chunk.Imports, chunk.DynamicImports) {
			if manifest[ref].File == "" {
				t.Errorf("%s refers to %s, which is no key", key, ref)
			}
		}
		if r.Build.File(chunk.File) == nil {
			t.Errorf("%s names %s, which is no file", key, chunk.File)
		}
	}
}

// Where the script of a page goes by the page's name, there is one key for both,
// as Vite has it.
func TestViteManifestOfAPage(t *testing.T) {
	b := asset.Build{Roots: []asset.Root{{Source: "index.html", Entry: true, Page: "index.html", File: "assets/main-1.js", Styles: []string{"assets/main-1.css"}}}}.With(
		asset.File{Path: "index.html", Source: "index.html", Kind: asset.KindHTML, Entry: true},
		asset.File{Path: "assets/main-1.js", Name: "assets/main.js", Source: "index.html", Kind: asset.KindJS, Entry: true, CSS: []string{"assets/main-1.css"}},
		asset.File{Path: "assets/main-1.css", Name: "assets/main.css", Source: "index.html", Kind: asset.KindCSS, Immutable: true},
	)
	want := map[string]ViteChunk{
		"index.html":  {File: "assets/main-1.js", Name: "main", Src: "index.html", IsEntry: true, CSS: []string{"assets/main-1.css"}},
		"_main-1.css": {File: "assets/main-1.css", Src: "index.html"},
	}
	if diff := cmp.Diff(want, viteManifest(&Report{Build: b})); diff != "" {
		t.Error(diff)
	}
	page := b
	page.Roots = []asset.Root{{Source: "about.html", Entry: true, Page: "about.html"}}
	if got := viteManifest(&Report{Build: page}).(map[string]ViteChunk)["about.html"]; got.File != "about.html" || !got.IsEntry {
		t.Errorf("a page without a script: %+v", got)
	}
}

func TestMetafile(t *testing.T) {
	r := goodReport(t)
	r.Build.Inputs = append(slices.Clone(r.Build.Inputs), asset.Input{Path: "src/unused.ts", Bytes: 5, Imports: []string{"src/App.tsx"}})
	m := metafile(&r).(Metafile)
	if got := m.Inputs["src/main.tsx"]; got.Bytes != 900 || len(got.Imports) != 3 {
		t.Errorf("src/main.tsx: %+v", got)
	}
	if got := m.Inputs["src/money.ts"]; got.Bytes != 21_000 || got.Imports == nil {
		t.Errorf("a module known by its share alone: %+v", got)
	}
	if _, listed := m.Inputs["src/unused.ts"]; listed {
		t.Error("a module that left nothing is listed")
	}
	if _, listed := m.Inputs["src/App.tsx"]; !listed {
		t.Error("a module on the way to others is missing")
	}
	kinds := map[string]string{}
	for _, in := range m.Inputs["src/style.css"].Imports {
		kinds[in.Path] = in.Kind
	}
	for _, in := range m.Inputs["src/App.tsx"].Imports {
		kinds[in.Path] = in.Kind
	}
	for _, in := range m.Outputs["assets/main-2K7QAAAA.js"].Imports {
		kinds[in.Path] = in.Kind
	}
	wantKinds := map[string]string{
		"src/logo.svg": "url-token", "src/routes/Estimate.tsx": "dynamic-import", "src/routes/[id].tsx": "dynamic-import",
		"assets/framework-2K7QAAAA.js": "import-statement", "assets/vendor-2K7Q0000.js": "import-statement",
		"assets/Estimate-2K7QAAAA.js": "dynamic-import", "assets/id-2K7QAAAA.js": "dynamic-import",
	}
	if diff := cmp.Diff(wantKinds, kinds); diff != "" {
		t.Error(diff)
	}
	out := m.Outputs["assets/main-2K7QAAAA.js"]
	if out.EntryPoint != "src/main.tsx" || out.CSSBundle != "assets/main-2K7QAAAB.css" || out.Bytes != 38_400 || out.Inputs["src/App.tsx"].BytesInOutput != 30_000 {
		t.Errorf("main: %+v", out)
	}
	for path, out := range m.Outputs {
		for input := range out.Inputs {
			if _, ok := m.Inputs[input]; !ok {
				t.Errorf("%s holds %s, which is no input", path, input)
			}
		}
	}
}

func TestWords(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{limitText(244_000), "244 KB"},
		{limitText(5_000_000), "5 MB"},
		{limitText(1 << 20), "1 MiB"},
		{limitText(1_234_567), "1.23 MB"},
		{limitText(9_440), "9.4 KB"},
		{limitText(256), "256 B"},
		{percent(243_999, 244_000), "99%"},
		{percent(244_000, 244_000), "100%"},
		{percent(244_001, 244_000), "101%"},
		{percent(1, 0), "0%"},
		{memory(612_400_000), "612 MB"},
		{memory(1_500_000_000), "1.50 GB"},
		{saving(25, 100), "75.0% less"},
		{saving(125, 100), "25.0% more"},
		{thousands(1_234_567), "1,234,567"},
		{thousands(123), "123"},
		{plural(1, "file"), "1 file"},
		{plural(1_200, "file"), "1,200 files"},
		{chainText(budgets.Contributor{Name: "h", Chain: strings.Split("abcdefgh", "")}), "a › b › c › … › f › g"},
		{chainText(budgets.Contributor{Name: "pkg", Chain: []string{"a", "b"}}), "a › b"},
		{chainText(budgets.Contributor{Name: "a", Chain: []string{"a"}}), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}
