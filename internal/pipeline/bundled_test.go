package pipeline_test

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// bundledSite has a classic worker that starts another, and a service worker, each
// with a package of its own.
const bundledSite = `
-- package.json --
{"name": "site"}
-- src/main.js --
import { both } from 'both'
const worker = new Worker(new URL('./worker.js', import.meta.url))
navigator.serviceWorker.register(new URL('./service.js', import.meta.url))
console.log(both({ name: worker }))
-- src/worker.js --
const { packed } = require('packed')
const { both } = require('both')
const inner = require('./inner.js')
const second = new Worker(new URL('./second.js', import.meta.url))
self.onmessage = message => second.postMessage(packed(message) + both(message) + inner.counted())
-- src/inner.js --
let countedUp = 0
exports.counted = () => ++countedUp
-- src/second.js --
const { seconds } = require('seconds')
self.onmessage = message => self.postMessage(seconds(message))
-- src/service.js --
import { served } from 'served'
self.addEventListener('fetch', event => console.log(served(event)))
-- node_modules/both/package.json --
{"name": "both", "version": "1.0.0", "license": "MIT"}
-- node_modules/both/index.js --
export function both(argument) { return 'both' + argument.name }
-- node_modules/packed/package.json --
{"name": "packed", "version": "2.0.0", "license": "MIT"}
-- node_modules/packed/index.js --
/*! of packed */
export function packed(argument) { return 'packed' + argument.name }
-- node_modules/seconds/package.json --
{"name": "seconds", "version": "3.0.0", "license": "MIT"}
-- node_modules/seconds/index.js --
export function seconds(argument) { return 'seconds' + argument.name }
-- node_modules/served/package.json --
{"name": "served", "version": "4.0.0", "license": "ISC"}
-- node_modules/served/index.js --
export function served(argument) { return 'served' + argument.name }
`

// Modules that only the script of a classic worker or of a service worker holds are in
// the notices, have placements and shares, and source maps lead to them.
func TestModulesOfClassicWorkers(t *testing.T) {
	dir, remove := projecttest.Make(bundledSite)
	defer remove()
	run := func(settings ...config.Setting) (*pipeline.Result, error) {
		t.Helper()
		settings = append(settings, config.Setting{Key: "entries", Value: []string{"src/main.js"}}, config.Setting{Key: "compress", Value: false}, config.Setting{Key: "serviceWorker", Value: false})
		cfg, err := config.Load(config.Request{Dir: dir, Settings: settings})
		if err != nil {
			t.Fatal(err)
		}
		return pipeline.Run(t.Context(), cfg, pipeline.Options{Version: "test"})
	}
	result, err := run(config.Setting{Key: "sourcemap", Value: "linked"})
	if err != nil {
		t.Fatal(err)
	}
	notices := string(result.Build.File("licenses.txt").Data)
	for _, want := range []string{"both 1.0.0", "packed 2.0.0", "/*! of packed */", "seconds 3.0.0", "served 4.0.0"} {
		if !strings.Contains(notices, want) {
			t.Errorf("the notices lack %s:\n%s", want, notices)
		}
	}
	placed := map[string]string{}
	for _, p := range result.Build.Placements {
		for _, part := range p.Parts {
			placed[p.Module] += result.Build.File(part.File).Name + " "
		}
		placed[p.Module] += "< " + p.By + " " + p.Importer
	}
	if diff := cmp.Diff(map[string]string{
		"src/main.js":                   "assets/main.js <  ",
		"src/worker.js":                 "assets/worker.js assets/main.js < new Worker() src/main.js",
		"src/inner.js":                  "assets/worker.js < require() src/worker.js",
		"src/second.js":                 "assets/second.js < new Worker() src/worker.js",
		"src/service.js":                "service.js < serviceWorker.register() src/main.js",
		"node_modules/both/index.js":    "assets/worker.js assets/main.js < import src/main.js",
		"node_modules/packed/index.js":  "assets/worker.js < require() src/worker.js",
		"node_modules/seconds/index.js": "assets/second.js < require() src/second.js",
		"node_modules/served/index.js":  "service.js < import src/service.js",
	}, placed); diff != "" {
		t.Errorf("placements (-want +got)\n%s", diff)
	}
	checkBundledMaps(t, result)

	_, err = run(config.Setting{Key: "licenses", Value: map[string]any{"allow": []string{"MIT"}}})
	if err == nil || !strings.Contains(err.Error(), "served") {
		t.Errorf("a license that is not allowed: %v", err)
	}
}

// checkBundledMaps follows the maps of a build of bundledSite.
func checkBundledMaps(t *testing.T, result *pipeline.Result) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "node", "testdata/trace.mjs", filepath.Join(result.Outdir, "assets"), librariesDir).Output()
	if err != nil {
		t.Fatalf("trace: %v", err)
	}
	var found traced
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatal(err)
	}
	if right, _ := found.tokens(); found.Maps != 3 || right < 50 { // the others are of functions in which the linker wraps modules
		t.Errorf("%d maps, %d tokens lead to the source: %q", found.Maps, right, found.Wrong)
	}
	var service struct{ Sources []string }
	if err := json.Unmarshal(result.Build.File("service.js.map").Data, &service); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"../node_modules/served/index.js", "../src/service.js"}, service.Sources); diff != "" {
		t.Errorf("sources of the service worker (-want +got)\n%s", diff)
	}
	for i := range result.Build.Files {
		if f := &result.Build.Files[i]; f.Kind == asset.KindJS && !strings.HasSuffix(string(f.Data), "//# sourceMappingURL="+filepath.Base(f.Path)+".map\n") {
			t.Errorf("%s does not name its map", f.Path)
		}
	}
}
