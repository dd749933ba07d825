package pipeline_test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/cache"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/page/pagefuzz"
	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

//nolint:gochecknoglobals // flags of the test
var (
	warmSeed  = flag.Uint64("warm", 0, "check only the random edits of this seed (0 means others every time)")
	warmCount = flag.Int("warms", 24, "number of random projects whose edits are the same every time; half as many are others")
)

// A build that finds results of earlier ones gives the same bytes and says the same
// as one that finds none, whatever was changed since and whatever became of what was
// kept, in whatever tier.
func TestWarmBuilds(t *testing.T) {
	tiers := warmTiers(t)
	if *warmSeed != 0 {
		for _, tier := range tiers {
			compareWarm(t, *warmSeed, tier)
		}
		return
	}
	for n := range *warmCount {
		compareWarm(t, uint64(n+1), tiers[n%len(tiers)])
	}
	first := rand.Uint64() >> 16
	for n := range *warmCount / 2 {
		compareWarm(t, first+uint64(n), tiers[n%len(tiers)])
	}
}

// FuzzWarmBuilds is the same without end, on disk.
func FuzzWarmBuilds(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { compareWarm(t, seed, &onDisk{}) })
}

// The sample, too: built again with nothing changed, with a line of a route changed,
// and with another version of a package.
func TestSampleWarm(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "application")
	linkTree(t, sampleDir, dir)
	p := &editedProject{Rand: rand.New(rand.NewPCG(1, 1)), t: t, dir: dir, kept: t.TempDir()}
	replace := func(name, before, after string) {
		text := p.read(name)
		if !strings.Contains(text, before) {
			t.Fatalf("%s holds no %s", name, before)
		}
		if err := os.Remove(p.file(name)); err != nil { // which the sample has as well
			t.Fatal(err)
		}
		projecttest.Write(t, p.file(name), []byte(strings.Replace(text, before, after, 1)))
	}
	for i, edit := range []func(){
		func() {},
		func() {},
		func() {
			replace("src/routes/settings/SettingsPage.tsx", "Kept in this browser", "Kept in this browser only")
		},
		func() { replace("node_modules/zod/package.json", `"version": "`, `"version": "9`) },
	} {
		edit()
		time.Sleep(40 * time.Millisecond) // what changes while a build runs is no input that is known
		warm, found := p.sample("warm", cache.Open(cache.Tiers{Dir: p.kept, Disk: cache.Options{}.Limit(), Salt: "test"}))
		if found != (i == 1) {
			t.Errorf("edit %d: found %t", i, found)
		}
		cold, _ := p.sample("cold", nil)
		if diff := cmp.Diff(cold, warm); diff != "" {
			t.Errorf("edit %d (-cold +warm)\n%s", i, diff)
		}
	}
}

// sample builds without compressing, and tells whether an earlier build was found.
func (p *editedProject) sample(outdir string, store compress.Store) (outcome, bool) {
	p.t.Helper()
	cfg, err := config.Load(config.Request{Dir: p.dir, Settings: []config.Setting{{Flag: "--outdir", Key: "outdir", Value: filepath.Join(p.dir, "..", outdir)}, {Flag: "--no-compress", Key: "compress", Value: false}}})
	if err != nil {
		p.t.Fatal(err)
	}
	result, err := pipeline.Run(p.t.Context(), cfg, pipeline.Options{Version: "test", Store: store})
	if err != nil {
		p.t.Fatal(err)
	}
	b := result.Build
	return outcome{Warnings: b.Warnings, Notes: b.Notes, Inputs: b.Inputs, Placements: b.Placements, Files: digests(tree(p.t, result.Outdir))}, result.Found
}

// editing is a store that changes a file when it is asked for the first time.
type editing struct {
	compress.Store
	edit func()
}

// Get is that of a Store.
func (e *editing) Get(kind, key string) ([]byte, bool) {
	if e.edit != nil {
		e.edit()
		e.edit = nil
	}
	return e.Store.Get(kind, key)
}

// A build while which an .env file was changed is not taken for one of either text.
func TestEnvironmentChangesMeanwhile(t *testing.T) {
	dir, remove := projecttest.Make("-- index.html --\n<!doctype html><title>%VITE_NAME%</title><script type=\"module\">console.log(1)</script>\n-- .env --\nVITE_NAME=old\n")
	defer remove()
	kept := t.TempDir()
	time.Sleep(40 * time.Millisecond) // what changes while a build runs is no input that is known
	build := func(edit func()) string {
		t.Helper()
		cfg, err := config.Load(config.Request{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		result, err := pipeline.Run(t.Context(), cfg, pipeline.Options{Version: "test", Store: &editing{cache.Open(cache.Tiers{Dir: kept, Disk: cache.Options{}.Limit(), Salt: "test"}), edit}})
		if err != nil {
			t.Fatal(err)
		}
		return string(tree(t, result.Outdir)["index.html"])
	}
	write := func(text string) { projecttest.Write(t, filepath.Join(dir, ".env"), []byte(text)) }
	build(func() { write("VITE_NAME=new\n") })
	write("VITE_NAME=old\n")
	if page := build(nil); !strings.Contains(page, "<title>old") {
		t.Errorf("the page is of another environment: %s", page)
	}
}

// outcome is all that a build gives.
type outcome struct {
	Error           string
	Warnings, Notes []asset.Message
	Inputs          []asset.Input
	Placements      []asset.Placement
	Files           map[string]string // digests
}

// editedProject is a project that is edited and built again and again.
type editedProject struct {
	*rand.Rand
	t     *testing.T
	dir   string // of the project
	kept  string // of the cache
	tier  warmTier
	count int
	said  []string // what was done
}

// compareWarm edits the project of a seed, and builds it cold and warm after each
// edit.
func compareWarm(t *testing.T, seed uint64, tier warmTier) {
	t.Helper()
	root, remove := projecttest.Make(warmProject)
	defer remove()
	beside, removeBeside := projecttest.Make("")
	defer removeBeside()
	p := &editedProject{Rand: rand.New(rand.NewPCG(seed, 1)), t: t, dir: filepath.Join(root, "app"), kept: filepath.Join(beside, "kept"), tier: tier}
	pages := pagefuzz.Make(seed)
	for _, name := range slices.Sorted(maps.Keys(pages.Files)) {
		if name != "index.html" {
			projecttest.Write(t, p.file("pages", name), []byte(pages.Files[name]))
		}
	}
	for range 6 {
		time.Sleep(40 * time.Millisecond) // what changes while a build runs is no input that is known
		warm, found := p.build("dist", true)
		cold, _ := p.build(filepath.Join(beside, "cold"), false)
		again, foundAgain := p.build("dist", true)
		if diff := cmp.Diff(cold, warm); diff != "" {
			t.Fatalf("repeat with: go test ./internal/pipeline -run TestWarmBuilds -warm=%d\n%s\nfound %t (-cold +warm)\n%s", seed, strings.Join(p.said, "\n"), found, diff)
		}
		if diff := cmp.Diff(cold, again); diff != "" {
			t.Fatalf("repeat with: go test ./internal/pipeline -run TestWarmBuilds -warm=%d\n%s\nthe second time, found %t (-cold +warm)\n%s", seed, strings.Join(p.said, "\n"), foundAgain, diff)
		}
		if cold.Error == "" && !foundAgain && p.tier.asked() {
			_, foundAgain = p.build("dist", true)
		}
		if cold.Error == "" && !foundAgain {
			t.Fatalf("repeat with: go test ./internal/pipeline -run TestWarmBuilds -warm=%d\n%s\nbuilt twice, although nothing changed", seed, strings.Join(p.said, "\n"))
		}
		for range 1 + p.IntN(2) {
			p.edit()
		}
		p.damage()
	}
}

func (p *editedProject) file(parts ...string) string {
	return filepath.Join(p.dir, filepath.FromSlash(strings.Join(parts, "/")))
}

// build builds, and tells whether an earlier build was found.
func (p *editedProject) build(outdir string, warm bool) (outcome, bool) {
	p.t.Helper()
	settings := []config.Setting{{Flag: "--outdir", Key: "outdir", Value: outdir}, {Flag: "--entries", Key: "entries", Value: []string{"index.html", "src/second.js"}}}
	cfg, err := config.Load(config.Request{Dir: p.dir, Settings: settings})
	if err != nil {
		return outcome{Error: err.Error()}, false
	}
	o := pipeline.Options{Version: "test", Environment: map[string]string{"VITE_FROM": "process"}, EmptyOutdir: true}
	if warm {
		store, done := p.tier.open(p)
		defer done()
		o.Store = store
	}
	result, err := pipeline.Run(p.t.Context(), cfg, o)
	if err != nil {
		return outcome{Error: err.Error()}, false
	}
	b := result.Build
	return outcome{Warnings: b.Warnings, Notes: b.Notes, Inputs: b.Inputs, Placements: b.Placements, Files: digests(tree(p.t, result.Outdir))}, result.Found
}

// damage breaks or removes one entry of the cache.
func (p *editedProject) damage() {
	p.t.Helper()
	store := p.tier.keeps(p)
	names := store.names()
	if len(names) == 0 {
		return // every build has failed
	}
	name := names[p.IntN(len(names))]
	data := store.read(name)
	switch p.IntN(4) {
	case 0:
		store.write(name, nil)
	case 1:
		store.write(name, data[:p.IntN(len(data)+1)])
	case 2:
		store.write(name, store.read(names[p.IntN(len(names))])) // another one's
	default:
		if len(data) > 0 {
			data[p.IntN(len(data))] ^= byte(1 + p.IntN(255))
		}
		store.write(name, data)
	}
	p.say("damaged %s", name)
}

func (p *editedProject) say(format string, args ...any) {
	p.said = append(p.said, fmt.Sprintf(format, args...))
}
