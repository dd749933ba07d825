package pipeline_test

import (
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/paintbox-build/paintbox/internal/browsertest"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/plugin"
	"github.com/paintbox-build/paintbox/internal/preview"
)

// sampleDir holds the sample application.
const sampleDir = "../../testdata/paintbox"

// The tests share one directory for builds, which a build of the sample takes
// seconds to fill, and one Chromium.
//
//nolint:gochecknoglobals // see above
var shared struct {
	dir     string
	browser browsertest.Browser
}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "paintbox-sample-")
	if err != nil {
		panic(err)
	}
	shared.dir = dir
	status := m.Run()
	shared.browser.Stop()
	if err := os.RemoveAll(dir); err != nil {
		panic(err)
	}
	os.Exit(status)
}

// sample builds the sample application as "paintbox build" does, once for all
// tests.
//
//nolint:gochecknoglobals // see shared
var sample = sync.OnceValues(func() (*pipeline.Result, error) {
	return buildApplication(sampleDir, filepath.Join(shared.dir, "dist"))
})

// builtSample returns the sample's build.
func builtSample(t *testing.T) *pipeline.Result {
	t.Helper()
	result, err := sample()
	if err != nil {
		t.Fatalf("build the sample (make packages installs what it needs): %v", err)
	}
	return result
}

// buildApplication builds the application in dir into outdir as "paintbox build"
// does, with settings that come before those of its configuration and of another
// tool's.
func buildApplication(dir, outdir string, settings ...config.Setting) (*pipeline.Result, error) {
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		return nil, err
	}
	outdir, err := filepath.Abs(outdir)
	if err != nil {
		return nil, err
	}
	settings = append(settings, config.Setting{Flag: "--outdir", Key: "outdir", Value: outdir})
	ctx, stop := background()
	defer stop()
	node := plugin.Node{Environment: os.Environ(), Terminal: io.Discard}
	foreign := plugin.NewForeign(ctx, node)
	defer func() { _ = foreign.Close() }()
	cfg, err := config.Load(config.Request{Dir: dir, Settings: settings, Foreign: foreign.Read, Makes: foreign.Makes})
	if err != nil {
		return nil, err
	}
	return pipeline.Run(ctx, cfg, pipeline.Options{Version: "test", Foreign: foreign, Node: node})
}

// serve serves a directory on loopback until the test ends or stop is called.
// The origin is such as "http://localhost:8080".
func serve(t *testing.T, dir string) (origin string, stop func()) {
	t.Helper()
	return serveAt(t, dir, "/")
}

// serveAt serves a directory at a path such as "/app/".
func serveAt(t *testing.T, dir, base string) (origin string, stop func()) {
	t.Helper()
	handler, err := preview.New(dir, base)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := background()
	server, err := preview.Listen(ctx, handler, preview.Options{Base: handler.Base()})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	t.Cleanup(stop)
	address, err := url.Parse(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s://%s", address.Scheme, address.Host), stop
}

// tree reads every file below a directory, by slash-separated path.
func tree(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[name], err = os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
