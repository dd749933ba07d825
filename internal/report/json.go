package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"time"
	"unicode/utf16"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/ansi"
)

// schemaVersion is the version of doc. It changes when a key changes its
// meaning or goes away, not when one is added.
const schemaVersion = 1

// doc is the JSON report, and without Run and Outdir the published
// report.json. docs/budgets.md describes it key by key. Sizes are bytes, times
// milliseconds, paths relative to the output directory, sources and modules
// relative to the project.
type doc struct {
	Schema   int               `json:"schema"`
	Paintbox string            `json:"paintbox"` // version that made the report
	Outdir   string            `json:"outdir,omitempty"`
	Base     string            `json:"base"`
	Precache []string          `json:"precache,omitempty"`
	Env      []string          `json:"env,omitempty"`
	Source   docSource         `json:"source"`
	Measured []budgets.Measure `json:"measured"`
	Total    docSum            `json:"total"`
	Made     docSum            `json:"made"`
	Public   docSum            `json:"public"`
	Files    []docFile         `json:"files"`
	Groups   []docGroup        `json:"groups"`
	Entries  []docRoot         `json:"entries"`
	Routes   []docRoot         `json:"routes"`
	Packages []docPackage      `json:"packages"`
	Budgets  docBudgets        `json:"budgets"`
	Modules  []docPlace        `json:"modules,omitempty"`
	Why      []docFinding      `json:"why,omitempty"`
	Warnings []docMessage      `json:"warnings"`
	Notes    []docMessage      `json:"notes,omitempty"`
	Run      *docRun           `json:"run,omitempty"`
}

type docSource struct {
	Bytes   asset.Size `json:"bytes"`
	Modules int        `json:"modules"`
}

type docSum struct {
	Files int   `json:"files"`
	Sizes sizes `json:"<sizes>"`
}

type docFile struct {
	Path      string      `json:"path"`
	Name      string      `json:"name"`
	Kind      asset.Kind  `json:"kind"`
	Public    bool        `json:"public,omitempty"`
	Group     string      `json:"group,omitempty"`
	Source    string      `json:"source,omitempty"`
	Entry     bool        `json:"entry,omitempty"`
	Route     bool        `json:"route,omitempty"`
	Notice    bool        `json:"notice,omitempty"`
	Immutable bool        `json:"immutable,omitempty"`
	Sizes     sizes       `json:"<sizes>"`
	Limit     asset.Size  `json:"limit,omitempty"`
	Cut       asset.Size  `json:"cut,omitempty"`
	CutBy     string      `json:"cutBy,omitempty"`
	Uncut     []docUncut  `json:"uncut,omitempty"`
	Imports   []string    `json:"imports,omitempty"`
	Dynamic   []string    `json:"dynamicImports,omitempty"`
	CSS       []string    `json:"css,omitempty"`
	Assets    []string    `json:"assets,omitempty"`
	Modules   []docModule `json:"modules,omitempty"`
}

type docModule struct {
	Module  string     `json:"module"`
	Package string     `json:"package,omitempty"`
	Bytes   asset.Size `json:"bytes"`
}

type docUncut struct {
	Module string     `json:"module"`
	Bytes  asset.Size `json:"bytes"`
	Chain  []string   `json:"chain,omitempty"`
	Advice string     `json:"advice,omitempty"`
	Part   bool       `json:"part,omitempty"`
}

type docGroup struct {
	Name string `json:"name"`
	docSum
}

type docRoot struct {
	Source  string   `json:"source"`
	Name    string   `json:"name"`
	Page    string   `json:"page,omitempty"`
	File    string   `json:"file"`
	Scripts []string `json:"scripts"`
	Styles  []string `json:"styles"`
	docLoad
	FirstVisit docLoad    `json:"firstVisit"`
	Limits     *docLimits `json:"limits,omitempty"`
}

// docLimits is what the limits of files cost a first visit: compressed bytes, their
// share of it, and the setting that gets most of it back.
type docLimits struct {
	Cost  asset.Size `json:"cost"`
	Share float64    `json:"share"`
	By    string     `json:"by"`
}

// docLoad is what a browser loads; for a route, beyond what is there already.
type docLoad struct {
	Requests int   `json:"requests"`
	Sizes    sizes `json:"<sizes>"`
}

type docPackage struct {
	Name  string     `json:"name"` // "" for the application's own modules
	Bytes asset.Size `json:"bytes"`
}

type docBudgets struct {
	Exceeded bool   `json:"exceeded"`
	Missing  string `json:"missingBaseline,omitempty"`
	budgets.Verdict
}

type docMessage struct {
	Text   string `json:"text"`
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Note   string `json:"note,omitempty"`
	Key    string `json:"key,omitempty"`
}

type docRun struct {
	Milliseconds float64    `json:"milliseconds"`
	PeakMemory   asset.Size `json:"peakMemory"`
	Stages       []docStage `json:"stages"`
	Found        bool       `json:"found,omitempty"`
	Unchanged    bool       `json:"unchanged,omitempty"`
	Cache        []docCache `json:"cache,omitempty"`
}

type docCache struct {
	Kind   string     `json:"kind"`
	Hits   int        `json:"hits"`
	Memory int        `json:"fromMemory,omitempty"`
	Shared int        `json:"fromShared,omitempty"`
	Misses int        `json:"misses"`
	Bytes  asset.Size `json:"bytes"`
	Saved  float64    `json:"savedMilliseconds"`
}

type docStage struct {
	Name         string  `json:"name"`
	Milliseconds float64 `json:"milliseconds"`
}

// MarshalJSON writes the sizes as members of the objects that hold them.
func (d doc) MarshalJSON() ([]byte, error) {
	type plain doc
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(plain(d))
	return regexp.MustCompile(`"<sizes>":\{([^{}]*)\}`).ReplaceAll(out.Bytes(), []byte("$1")), err
}

func writeJSON(w io.Writer, r *Report, _ Options) error {
	data, err := encode(document(r))
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// encode writes JSON that people can read: two spaces, <>& as they are, keys of
// maps sorted, a newline at the end.
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return inert(out.Bytes()), err
}

// inert escapes in the strings of a JSON text what could steer a terminal, and
// what a reader of logs takes for a command. Most texts are letters of ASCII, and
// a report holds millions.
func inert(data []byte) []byte {
	if !ascii(data) && bytes.ContainsFunc(data, steers) {
		var out bytes.Buffer
		for _, r := range string(data) {
			if !steers(r) {
				out.WriteRune(r)
				continue
			}
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&out, `\u%04x`, unit)
			}
		}
		data = out.Bytes()
	}
	if command := []byte("##["); bytes.Contains(data, command) {
		return bytes.ReplaceAll(data, command, []byte(`\u0023#[`))
	}
	return data
}

// ascii tells whether a text is of letters and signs of ASCII, and of lines.
func ascii(data []byte) bool {
	for _, c := range data {
		if (c < ' ' || c > '~') && c != '\n' {
			return false
		}
	}
	return true
}

// steers tells the characters that are not for people to read.
func steers(r rune) bool {
	if r == '\n' || ' ' <= r && r <= '~' {
		return false
	}
	return ansi.Printable(string(r)) != string(r)
}

// decode reads JSON and adds the line to a syntax error.
func decode(data []byte, v any) error {
	err := json.Unmarshal(data, v)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("line %d: %w", 1+bytes.Count(data[:min(syntax.Offset, int64(len(data)))], []byte("\n")), err)
	}
	return err
}

// document turns the report into its JSON form. Lists that every report has are
// never null.
func document(r *Report) doc {
	b := &r.Build
	files := shipped(b)
	d := doc{
		Schema: schemaVersion, Paintbox: r.Version, Outdir: r.Outdir, Base: b.Base, Precache: b.Precache, Env: b.Environment,
		Source:   docSource{b.SourceBytes, b.Modules},
		Measured: budgets.Measured(b),
		Total:    sumOf(files),
		Made:     sumOf(made(b)),
		Public:   sumOf(passed(b)),
		Files:    []docFile{},
		Groups:   groupsOf(files),
		Entries:  []docRoot{},
		Routes:   []docRoot{},
		Packages: packages(files),
		Budgets:  docBudgets{r.Verdict.Exceeded(), r.Missing, r.Verdict},
		Modules:  placesOf(b.Placements, false),
		Why:      findingsOf(r.Why),
		Warnings: []docMessage{},
		Run:      runOf(r.Run),
	}
	if d.Budgets.Results == nil {
		d.Budgets.Results = []budgets.Result{}
	}
	for i := range b.Files {
		if f := &b.Files[i]; !isRecord(f) {
			d.Files = append(d.Files, fileOf(f))
		}
	}
	for _, v := range visits(b) {
		root := rootOf(b, v)
		if v.root.Entry {
			d.Entries = append(d.Entries, root)
		} else {
			d.Routes = append(d.Routes, root)
		}
	}
	for _, m := range b.Warnings {
		d.Warnings = append(d.Warnings, messageOf(m))
	}
	for _, m := range b.Notes {
		d.Notes = append(d.Notes, messageOf(m))
	}
	return d
}

func messageOf(m asset.Message) docMessage {
	return docMessage{m.Text, m.File, m.Line, m.Column, m.Note, m.Key}
}

func sumOf(files []*asset.File) docSum { return docSum{len(files), sizesOf(files...)} }

func fileOf(f *asset.File) docFile {
	d := docFile{
		Path: f.Path, Name: f.Name, Kind: f.Kind, Public: f.Public, Group: f.Group, Source: f.Source,
		Entry: f.Entry, Route: f.Route, Immutable: f.Immutable, Notice: f.Notice, Sizes: sizesOf(f), Limit: f.Limit, Cut: f.Cut, CutBy: f.CutBy,
		Imports: f.Imports, Dynamic: f.Dynamic, CSS: f.CSS, Assets: f.Assets,
	}
	for _, s := range f.Shares {
		d.Modules = append(d.Modules, docModule(s))
	}
	for _, u := range f.Uncut {
		d.Uncut = append(d.Uncut, docUncut(u))
	}
	return d
}

func groupsOf(files []*asset.File) []docGroup {
	byName := map[string][]*asset.File{}
	for _, f := range files {
		if f.Group != "" {
			byName[f.Group] = append(byName[f.Group], f)
		}
	}
	list := make([]docGroup, 0, len(byName))
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		list = append(list, docGroup{name, sumOf(byName[name])})
	}
	return list
}

func rootOf(b *asset.Build, v visit) docRoot {
	own := b.FilesAt(v.root.Scripts, v.root.Styles)
	return docRoot{
		Source: v.root.Source, Name: v.root.Name, Page: v.root.Page, File: v.root.File,
		Scripts: append([]string{}, v.root.Scripts...), Styles: append([]string{}, v.root.Styles...),
		docLoad:    docLoad{len(own), sizesOf(own...)},
		FirstVisit: docLoad{len(v.files), sizesOf(v.files...)},
		Limits:     v.limits(),
	}
}

// packages sums what every package adds to the files, largest first.
func packages(files []*asset.File) []docPackage {
	sums := map[string]asset.Size{}
	for _, f := range files {
		for _, s := range f.Shares {
			sums[s.Package] += s.Bytes
		}
	}
	list := make([]docPackage, 0, len(sums))
	for name, n := range sums {
		list = append(list, docPackage{name, n})
	}
	slices.SortFunc(list, func(x, y docPackage) int {
		return cmp.Or(cmp.Compare(y.Bytes, x.Bytes), cmp.Compare(x.Name, y.Name))
	})
	return list
}

func runOf(r *Run) *docRun {
	if r == nil {
		return nil
	}
	d := &docRun{Milliseconds: milliseconds(r.Duration), PeakMemory: r.PeakMemory, Stages: []docStage{}, Found: r.Found, Unchanged: r.Unchanged}
	for _, s := range r.Stages {
		d.Stages = append(d.Stages, docStage{s.Name, milliseconds(s.Duration)})
	}
	for _, c := range r.Cache {
		d.Cache = append(d.Cache, docCache{c.Kind, c.Hits, c.Memory, c.Shared, c.Misses, c.Bytes, milliseconds(c.Saved)})
	}
	return d
}

// milliseconds rounds to a tenth, which is as much as a clock tells.
func milliseconds(d time.Duration) float64 {
	return float64(d.Round(100*time.Microsecond)) / float64(time.Millisecond)
}
