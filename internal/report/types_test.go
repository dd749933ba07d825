package report

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/golden"
)

// TestTypesAreCurrent makes what the TypeScript types say of codings from their
// table. "make update" writes it.
func TestTypesAreCurrent(t *testing.T) {
	sizes, union := "  raw: number;\n", "'raw'"
	for _, c := range coding.Table() {
		if c.Default {
			sizes += "  " + c.Name + ": number;\n"
		} else {
			sizes += "  /** Left out where it changes nothing. */\n  " + c.Name + "?: number;\n"
		}
		union += " | '" + c.Name + "'"
	}
	for _, part := range []struct{ file, pattern, text string }{
		{"report.d.ts", `(?s)export interface Sizes \{\n.*?\}`, "export interface Sizes {\n" + sizes + "}"},
		{"report.d.ts", `export type Measure = .*;`, "export type Measure = " + union + ";"},
		{"index.d.ts", `False writes no .* files\.`, "False writes no " + coding.Suffixes() + " files."},
	} {
		file := "../../npm/paintbox/" + part.file
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pattern := regexp.MustCompile(part.pattern)
		got := pattern.FindString(string(data))
		if got == "" {
			t.Fatalf("%s has no %s", part.file, part.pattern)
		}
		golden.Check(t, file, []byte(strings.Replace(string(data), got, part.text, 1)))
	}
}

// TestEveryCodingIsInTheReports builds with one file that has all forms: each
// format that lists files has a column of each, and the JSON report reads back.
func TestEveryCodingIsInTheReports(t *testing.T) {
	f := asset.File{Path: "a.js", Name: "a.js", Kind: asset.KindJS, Data: make([]byte, 9_000)}
	for i, c := range coding.Table() {
		f.Encodings = f.Encodings.With(c.Name, make([]byte, 5_000-100*i))
	}
	r := judge(t, asset.Build{Base: "/"}.With(f), `[{"type":"total","max":"5MB"}]`, nil)
	for format, pattern := range map[string]string{"text": ` %s\b`, "markdown": `\| %s \|`, "json": `"%s": [0-9]+`} {
		var out strings.Builder
		if err := Write(&out, format, r, Options{All: true}); err != nil {
			t.Fatal(err)
		}
		for _, c := range coding.Table() {
			if !regexp.MustCompile(strings.ReplaceAll(pattern, "%s", c.Name)).MatchString(out.String()) {
				t.Errorf("%s: no %s in\n%s", format, c.Name, out.String())
			}
		}
	}
	got, err := load(publish(t, r))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f.Encodings, got.Files[0].Encodings); diff != "" {
		t.Error(diff)
	}
}

// TestCodingsByDefaultAreAlwaysInTheReport keeps the keys of report.json, and
// leaves out what nobody turned on.
func TestCodingsByDefaultAreAlwaysInTheReport(t *testing.T) {
	r := judge(t, asset.Build{Base: "/"}.With(asset.File{Path: "a.js", Name: "a.js", Kind: asset.KindJS, Data: make([]byte, 9)}), `[]`, nil)
	var out strings.Builder
	if err := Write(&out, "json", r, Options{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range coding.Table() {
		if is := strings.Contains(out.String(), `"`+c.Name+`": 9`); is != c.Default {
			t.Errorf("%s is there: %v, want %v", c.Name, is, c.Default)
		}
	}
}

// TestSiblingsThatTheRecordDoesNotKnow: a coding that was off in a build may be
// added to its directory later.
func TestSiblingsThatTheRecordDoesNotKnow(t *testing.T) {
	for _, c := range coding.Table() {
		dist := publish(t, goodReport(t))
		shorter := *dist["robots.txt"]
		shorter.Data = shorter.Data[:9]
		dist["robots.txt"+c.Suffix] = &shorter
		b, err := load(dist)
		if c.Default {
			if err == nil || !strings.Contains(err.Error(), "9 "+c.Name) {
				t.Errorf("%s: %v, want an error: the record states it", c.Name, err)
			}
			continue
		}
		if err != nil || budgets.Measure(c.Name).Of(b.File("robots.txt")) != 9 {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
}
