package swgen_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/swgen"
)

// site is a server whose answers a test controls. What is deployed is served
// as a plain host does, with the page for unknown paths without extension.
type site struct {
	t        *testing.T
	address  string
	mu       sync.Mutex
	build    asset.Build
	special  map[string]http.HandlerFunc
	log      []*http.Request
	server   *http.Server
	controls atomic.Int32
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{t: t, address: "127.0.0.1:0", special: map[string]http.HandlerFunc{}}
	s.start()
	t.Cleanup(s.stop)
	return s
}

func (s *site) start() {
	s.t.Helper()
	var listener net.Listener
	var err error
	for range 100 { // the port of a server that was stopped may take a moment
		if listener, err = net.Listen("tcp", s.address); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.address = listener.Addr().String()
	s.server = &http.Server{Handler: s}
	go s.server.Serve(listener)
}

// stop ends the server: from now on connections are refused.
func (s *site) stop() { s.server.Close() }

func (s *site) url(path string) string { return "http://" + s.address + path }

// deploy publishes a build and its worker.
func (s *site) deploy(build asset.Build, opts swgen.Options) swgen.Result {
	s.t.Helper()
	opts.Minify = bundler.MinifyScript
	result := generate(s.t, build, opts)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.build = build.With(result.Files...)
	return result
}

// handle answers a path with a function; nil takes it away.
func (s *site) handle(path string, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.special[path] = h
}

// control is a fresh small file that the worker stores.
func (s *site) control() string {
	path := fmt.Sprintf("/control-%d.js", s.controls.Add(1))
	s.handle(path, text("text/javascript", "1"))
	return path
}

// requests lists the requests for a path, with its query.
func (s *site) requests(path string) []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []*http.Request
	for _, r := range s.log {
		if r.URL.RequestURI() == path {
			found = append(found, r)
		}
	}
	return found
}

// forget empties the log.
func (s *site) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = nil
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.log = append(s.log, r)
	special := s.special[r.URL.Path]
	base := s.build.Base
	name := strings.TrimPrefix(r.URL.Path, base)
	if strings.HasSuffix(r.URL.Path, "/") || path.Ext(name) == "" {
		name = "index.html"
	}
	f := s.build.File(name)
	s.mu.Unlock()
	switch {
	case special != nil:
		special(w, r)
	case f == nil:
		http.Error(w, "not found", http.StatusNotFound)
	default:
		w.Header().Set("Content-Type", map[asset.Kind]string{
			asset.KindHTML: "text/html; charset=utf-8", asset.KindJS: "text/javascript", asset.KindCSS: "text/css", asset.KindImage: "image/png",
		}[f.Kind])
		w.Header().Set("Cache-Control", "no-cache")
		if f.Immutable {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		w.Write(f.Data)
	}
}

// text answers with a body and a type.
func text(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		io.WriteString(w, body)
	}
}

// with adds headers, given as name, value, name, value …, to an answer.
func with(h http.HandlerFunc, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for pair := range slices.Chunk(headers, 2) {
			w.Header().Set(pair[0], pair[1])
		}
		h(w, r)
	}
}

// status answers with a status.
func status(code int, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { h(&coded{w, code}, r) }
}

type coded struct {
	http.ResponseWriter
	code int
}

func (c *coded) Write(p []byte) (int, error) {
	if c.code != 0 {
		c.WriteHeader(c.code)
		c.code = 0
	}
	return c.ResponseWriter.Write(p)
}

// sized answers with so many bytes, with a Content-Length, chunked, or gzipped:
// to much less, or, where they are noise, to a little more.
func sized(contentType, how string, n int) http.HandlerFunc {
	body := bytes.Repeat([]byte("x"), n)
	if how == "noise" {
		_, _ = rand.NewChaCha8([32]byte{}).Read(body) // never fails
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		switch how {
		case "plain":
			w.Header().Set("Content-Length", strconv.Itoa(n))
			w.Write(body)
		case "chunked":
			for part := range slices.Chunk(body, 60_000) {
				w.Write(part)
				w.(http.Flusher).Flush()
			}
		case "gzip", "noise":
			var zipped bytes.Buffer
			z := gzip.NewWriter(&zipped)
			z.Write(body)
			z.Close()
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Length", strconv.Itoa(zipped.Len()))
			w.Write(zipped.Bytes())
		}
	}
}

// broken ends the connection in the middle of the answer.
func broken(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript")
	w.Header().Set("Content-Length", "1000")
	io.WriteString(w, "only the beginning")
	w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}

// visit opens the page of a deployed site and waits until its worker controls it.
func visit(t *testing.T, s *site) *tab {
	t.Helper()
	p := newTab(t, s).open(s.build.Base)
	p.register()
	return p
}

// register registers the worker without the snippet and waits for control.
func (p *tab) register() {
	p.t.Helper()
	eval[bool](p, `(async () => {
		await navigator.serviceWorker.register(%q);
		while (!navigator.serviceWorker.controller) await new Promise((r) => setTimeout(r, 5));
		while ((await navigator.serviceWorker.ready).active.state !== 'activated') await new Promise((r) => setTimeout(r, 5));
		return true;
	})()`, p.site.build.Base+"sw.js")
}
